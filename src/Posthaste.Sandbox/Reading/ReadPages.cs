using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Login;

namespace Posthaste.Sandbox.Reading;

/// <summary>What a token of Facebook Login sees: a person, who has Pages, which have Instagram accounts.</summary>
internal static class ReadPages
{
    public static GraphAnswer Person(World world, FakeAccount? account, FakeToken token, GraphCall call)
    {
        if (PersonOf(world, token, account) is not { } person) return GraphErrors.UnknownObject(call.Method, call.NodeId);
        return FieldList.Parse(call.Params.Get("fields") ?? "name,id") is { } fields
            ? fields.Pick("User", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
            {
                ["id"] = _ => person.Id,
                ["name"] = _ => person.Name,
            })
            : GraphErrors.Parameter("Syntax error in the fields parameter.");
    }

    /// <summary>The Pages that were shared. Without <c>pages_show_list</c> the platform answers an empty list, and no error.</summary>
    public static GraphAnswer Pages(World world, FakeToken token, GraphCall call)
    {
        var shown = Grants(token, "pages_show_list") ? token.AccountIds().Select(id => world.Accounts[id]).Where(account => account.HasPage) : [];
        return GraphList.Page(
            shown, PageId, (account, fields) => Page(world, account, token, fields, call), call, "access_token,category,category_list,name,id,tasks");
    }

    public static GraphAnswer Page(World world, FakeAccount account, FakeToken token, GraphCall call) =>
        FieldList.Parse(call.Params.Get("fields") ?? "name,id") is { } fields
            ? Page(world, account, token, fields, call)
            : GraphErrors.Parameter("Syntax error in the fields parameter.");

    public static string PageId(FakeAccount account) => "1" + account.Id[2..];

    /// <summary>Whose token it is.</summary>
    public static FakePerson? PersonOf(World world, FakeToken token, FakeAccount? account) =>
        (token.PersonId ?? account?.OwnerId) is { } id ? world.People.GetValueOrDefault(id) : null;

    private static GraphAnswer Page(World world, FakeAccount account, FakeToken token, FieldList fields, GraphCall call) =>
        fields.Pick("Page", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => PageId(account),
            ["name"] = _ => account.Name,
            ["access_token"] = _ => PageTokens.For(world, token, account, call.ArrivedAt).Value,
            ["category"] = _ => "Bakery",
            ["category_list"] = _ => new JsonArray(new JsonObject { ["id"] = "1103", ["name"] = "Bakery" }),
            ["tasks"] = _ => new JsonArray("ANALYZE", "ADVERTISE", "MODERATE", "CREATE_CONTENT", "MANAGE"),
            ["instagram_business_account"] = inner => account.Type is AccountType.Personal || !Grants(token, "instagram_basic")
                ? null
                : ReadAccount.Pick(world, account, inner ?? FieldList.Of("id"), call).Body,
        });

    private static bool Grants(FakeToken token, string scope) => token.Scopes is null || token.Scopes.Contains(scope);
}
