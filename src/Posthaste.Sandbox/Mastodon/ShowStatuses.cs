using System.Globalization;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Mastodon;

/// <summary>What is told of accounts and their posts.</summary>
internal static class ShowStatuses
{
    private const int DefaultPage = 20;
    private const int MaxPage = 40;

    public static MastodonAnswer Account(World world, MastodonCall call) => MastodonAnswer.Ok(Account(call.User, call.Root));

    public static MastodonAnswer One(World world, MastodonCall call) =>
        world.Mastodon.Find(call.Id) is { } status ? MastodonAnswer.Ok(Entity(status, call.Root)) : MastodonAnswer.NotFound();

    /// <summary>Newest first, and from <c>max_id</c> on back.</summary>
    public static MastodonAnswer List(World world, MastodonCall call)
    {
        if (!world.Mastodon.Users.ContainsKey(call.Id)) return MastodonAnswer.NotFound();
        var limit = int.TryParse(call.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, MaxPage) : DefaultPage;
        var before = call.Request.Query["max_id"].ToString();
        var shown = Enumerable.Reverse(world.Mastodon.Statuses)
            .Where(status => status.User.Id == call.Id && !status.IsDeleted && (call.User.Id == call.Id || status.Visibility is "public" or "unlisted"))
            .Where(status => before.Length == 0 || string.CompareOrdinal(status.Id, before) < 0)
            .Take(limit);
        return MastodonAnswer.Ok(new JsonArray([.. shown.Select(status => Entity(status, call.Root))]));
    }

    public static MastodonAnswer Delete(World world, MastodonCall call)
    {
        if (world.Mastodon.Find(call.Id) is not { } status || status.User.Id != call.User.Id) return MastodonAnswer.NotFound();
        status.IsDeleted = true;
        return MastodonAnswer.Ok(Entity(status, call.Root));
    }

    public static JsonObject Entity(FakeStatus status, string root) => new()
    {
        ["id"] = status.Id,
        ["created_at"] = status.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["in_reply_to_id"] = null,
        ["sensitive"] = false,
        ["spoiler_text"] = "",
        ["visibility"] = status.Visibility,
        ["language"] = "en",
        ["uri"] = $"{root}/users/{status.User.Username}/statuses/{status.Id}",
        ["url"] = root + status.Path,
        ["replies_count"] = 1,
        ["reblogs_count"] = 3,
        ["favourites_count"] = 12,
        ["content"] = StatusText.ToHtml(status.Text, root),
        ["reblog"] = null,
        ["application"] = new JsonObject { ["name"] = "Posthaste", ["website"] = null },
        ["account"] = Account(status.User, root),
        ["media_attachments"] = new JsonArray([.. status.Files.Select(file => TakeFile.Entity(file, root, isReady: true))]),
        ["mentions"] = new JsonArray(),
        ["tags"] = new JsonArray(),
        ["emojis"] = new JsonArray(),
        ["card"] = null,
        ["poll"] = null,
    };

    private static JsonObject Account(FakeMastodonUser user, string root) => new()
    {
        ["id"] = user.Id,
        ["username"] = user.Username,
        ["acct"] = user.Username,
        ["display_name"] = user.DisplayName,
        ["locked"] = false,
        ["bot"] = false,
        ["url"] = $"{root}/@{user.Username}",
        ["avatar"] = $"{root}/gallery/{user.Username}/avatar.svg",
        ["avatar_static"] = $"{root}/gallery/{user.Username}/avatar.svg",
        ["source"] = new JsonObject { ["privacy"] = "public", ["sensitive"] = false, ["language"] = null },
    };
}
