using System.Security.Claims;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>Who sent a request, for which workspace it counts, and what they may do there.</summary>
/// <param name="WorkspaceId">A key's own; a session's by <c>X-Workspace</c>, or the first that its member belongs to. Empty where there is none.</param>
/// <param name="Id">Of the key, or of the member.</param>
/// <param name="Name">A key's name, a member's e-mail: how this caller appears in histories.</param>
/// <param name="Rights">In that workspace.</param>
internal sealed record Caller(Guid WorkspaceId, Guid Id, string Name, IReadOnlySet<Right> Rights)
{
    /// <summary>Null for a key.</summary>
    public SignedInMember? SignedIn { get; init; }

    /// <summary>What an unsafe request of this session must bring in its header; null for a key.</summary>
    public ShownOnce? CsrfToken { get; init; }

    /// <summary>Why the request counts for no workspace; null where it counts for one.</summary>
    public ApiProblem? NoWorkspace { get; init; }

    /// <summary>As somebody who gives rights to others.</summary>
    public Grantor AsGrantor() => new(Name, Rights);

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new CallerIdentity(this, scheme));

    public static Caller Of(ClaimsPrincipal user) => ((CallerIdentity)user.Identity!).Caller;

    /// <summary>Null for somebody who is not signed in.</summary>
    public static Caller? OrNobody(ClaimsPrincipal user) => (user.Identity as CallerIdentity)?.Caller;

    /// <summary>Lets an endpoint have it as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(OrNobody(context.User));

    // The name is for the request log: a key's own, and of a member the id, since logs are kept longer and read by more people than e-mails should be.
    private sealed class CallerIdentity(Caller caller, string scheme)
        : ClaimsIdentity([new Claim(ClaimTypes.Name, caller.SignedIn is null ? caller.Name : $"member {caller.Id}")], scheme)
    {
        public Caller Caller { get; } = caller;
    }
}
