using System.Security.Claims;

namespace Posthaste.Server.SignIn;

/// <summary>Who sent a request, and for which workspace it counts.</summary>
/// <param name="WorkspaceId">From the key: a request names no workspace.</param>
/// <param name="KeyId">The key it was sent with.</param>
/// <param name="Name">The key's name: how this caller appears in histories.</param>
internal sealed record Caller(Guid WorkspaceId, Guid KeyId, string Name)
{
    private const string WorkspaceClaim = "workspace";
    private const string KeyClaim = "key";

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, Name), new Claim(WorkspaceClaim, WorkspaceId.ToString()), new Claim(KeyClaim, KeyId.ToString())], scheme));

    public static Caller Of(ClaimsPrincipal user) =>
        new(Guid.Parse(user.FindFirstValue(WorkspaceClaim)!), Guid.Parse(user.FindFirstValue(KeyClaim)!), user.FindFirstValue(ClaimTypes.Name)!);

    /// <summary>Lets an endpoint have it as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context.User));
}
