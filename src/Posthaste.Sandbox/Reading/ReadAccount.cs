using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Reading;

/// <summary><c>GET /{ig-user}</c> and <c>GET /me</c>.</summary>
internal static class ReadAccount
{
    public static GraphAnswer Run(World world, FakeAccount account, GraphCall call, bool isMe)
    {
        if (FieldList.Parse(call.Params.Get("fields") ?? "id") is not { } fields) return GraphErrors.Parameter("Syntax error in the fields parameter.");
        var answer = fields.Pick("IGUser", FieldsOf(world, account, call, isMe));
        return isMe && world.Settings.WrapMe && answer.Body is { } body
            ? new JsonObject { ["data"] = new JsonArray(body) }
            : answer;
    }

    public static GraphAnswer Pick(World world, FakeAccount account, FieldList fields, GraphCall call) =>
        fields.Pick("IGUser", FieldsOf(world, account, call, isMe: false));

    /// <summary>At <c>/me</c> the id is app-scoped and <c>user_id</c> is the one to use in paths.</summary>
    private static Dictionary<string, Func<FieldList?, JsonNode?>> FieldsOf(World world, FakeAccount account, GraphCall call, bool isMe) => new(StringComparer.Ordinal)
    {
        ["id"] = _ => isMe ? AppScopedId(account) : account.Id,
        ["user_id"] = _ => account.Id,
        ["ig_id"] = _ => AppScopedId(account),
        ["username"] = _ => account.Username,
        ["name"] = _ => account.Name,
        ["account_type"] = _ => account.Type switch { AccountType.Creator => "MEDIA_CREATOR", AccountType.Personal => "PERSONAL", _ => "BUSINESS" },
        ["biography"] = _ => account.Biography,
        ["website"] = _ => account.Website,
        ["followers_count"] = _ => account.FollowersCount,
        ["follows_count"] = _ => account.FollowsCount,
        ["media_count"] = _ => world.ShownPosts(account.Id, call.ArrivedAt).Count(media => !media.IsStory),
        ["profile_picture_url"] = _ => $"{call.BaseUrl}/gallery/{Uri.EscapeDataString(account.Username)}/avatar.svg",
        ["legacy_instagram_user_id"] = _ => AppScopedId(account),
        ["shopping_product_tag_eligibility"] = _ => false,
        ["is_published"] = _ => true,
        ["has_profile_pic"] = _ => true,
    };

    public static string AppScopedId(FakeAccount account) => "2" + account.Id[1..];
}
