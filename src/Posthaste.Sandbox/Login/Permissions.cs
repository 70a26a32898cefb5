using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Login;

/// <summary><c>/me/permissions</c>: what a person granted and declined, and giving it back.</summary>
internal static class Permissions
{
    public static GraphAnswer Read(FakeToken token)
    {
        var granted = (token.Scopes ?? LoginScopes.Facebook).Select(scope => Row(scope, "granted"));
        return new JsonObject { ["data"] = new JsonArray([.. granted, .. token.Declined.Select(scope => Row(scope, "declined"))]) };
    }

    /// <summary>All tokens the person gave to the app die, those of Pages too.</summary>
    public static GraphAnswer Revoke(World world, FakeToken token)
    {
        Revocation.Run(world, other => other.Value == token.Value || (token.ClientId is not null && other.ClientId == token.ClientId && other.PersonId == token.PersonId), 458);
        return GraphAnswer.Success();
    }

    private static JsonObject Row(string scope, string status) => new() { ["permission"] = scope, ["status"] = status };
}
