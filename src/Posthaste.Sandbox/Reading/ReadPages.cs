using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Reading;

/// <summary>What a token of Facebook Login sees: <c>/me</c> is a person, who has a Page, which has the Instagram account.</summary>
internal static class ReadPages
{
    public static GraphAnswer Person(FakeAccount account, GraphCall call) =>
        FieldList.Parse(call.Params.Get("fields") ?? "name,id") is { } fields
            ? fields.Pick("User", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
            {
                ["id"] = _ => "3" + account.Id[1..],
                ["name"] = _ => account.Name,
            })
            : GraphErrors.Parameter("Syntax error in the fields parameter.");

    public static GraphAnswer Pages(World world, FakeAccount account, GraphCall call) => GraphList.Page(
        [account], PageId, (_, fields) => Page(world, account, fields, call), call, "access_token,category,category_list,name,id,tasks");

    public static GraphAnswer Page(World world, FakeAccount account, GraphCall call) =>
        FieldList.Parse(call.Params.Get("fields") ?? "name,id") is { } fields
            ? Page(world, account, fields, call)
            : GraphErrors.Parameter("Syntax error in the fields parameter.");

    public static string PageId(FakeAccount account) => "1" + account.Id[2..];

    /// <summary>The Page's token is the token of the call: the sandbox keeps one kind.</summary>
    private static GraphAnswer Page(World world, FakeAccount account, FieldList fields, GraphCall call) =>
        fields.Pick("Page", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => PageId(account),
            ["name"] = _ => account.Name,
            ["access_token"] = _ => call.TokenValue,
            ["category"] = _ => "Bakery",
            ["category_list"] = _ => new JsonArray(new JsonObject { ["id"] = "1103", ["name"] = "Bakery" }),
            ["tasks"] = _ => new JsonArray("ANALYZE", "ADVERTISE", "MODERATE", "CREATE_CONTENT", "MANAGE"),
            ["instagram_business_account"] = inner => ReadAccount.Pick(world, account, inner ?? FieldList.Of("id"), call).Body,
        });
}
