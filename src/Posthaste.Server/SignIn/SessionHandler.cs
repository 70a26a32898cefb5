using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>Signs a request in by the session in its cookie. <c>X-Workspace</c>, or <c>?workspace=</c>, says which of the member's workspaces it is for.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionCookie cookie, AuthenticateSession authenticateSession)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";
    public const string WorkspaceHeader = "X-Workspace";

    /// <summary>The same, for what a browser asks for without headers: pictures, videos, downloads, WebSockets. Only for reading.</summary>
    public const string WorkspaceQuery = "workspace";

    /// <summary>The token that unsafe requests of a session must bring. Derived from the session's own: there is nothing to keep, and it ends with it.</summary>
    public static ShownOnce CsrfTokenOf(string sessionToken) =>
        new(Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sessionToken), "posthaste csrf v1"u8)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Request) is not { Length: > 0 } token) return AuthenticateResult.NoResult();
        return await authenticateSession.RunAsync(token, Context.RequestAborted) is { } found
            ? AuthenticateResult.Success(new AuthenticationTicket(ToCaller(found, token).ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("The session is not known, or has ended.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemCodes.ForStatus(StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    private Caller ToCaller(SignedInMember found, string token)
    {
        var (membership, problem) = Choose(found.Memberships);
        var rights = membership is null ? RightsTable.None : RightsTable.Of(membership.Role);
        return new Caller(membership?.WorkspaceId ?? Guid.Empty, found.Member.Id, found.Member.Email, rights)
        {
            SignedIn = found,
            CsrfToken = CsrfTokenOf(token),
            NoWorkspace = problem,
        };
    }

    private (Membership?, ApiProblem?) Choose(IReadOnlyList<Membership> memberships)
    {
        var (field, wanted) = ReadWorkspace();
        if (wanted is null)
        {
            return memberships is [var first, ..]
                ? (first, null)
                : (null, new ApiProblem(StatusCodes.Status403Forbidden, "no_workspace", "You belong to no workspace. Ask an owner or admin of one for an invitation."));
        }
        if (!Guid.TryParse(wanted, out var id)) return (null, ApiProblem.ForField(field, "expected is the id of one workspace, as GET /api/v1/session lists them"));
        return memberships.FirstOrDefault(membership => membership.WorkspaceId == id) is { } chosen
            ? (chosen, null)
            : (null, new ApiProblem(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is no such workspace, or you do not belong to it. GET /api/v1/session lists yours."));
    }

    /// <returns>Where it was said, and what; null where it was not.</returns>
    private (string Field, string? Wanted) ReadWorkspace()
    {
        if (Request.Headers[WorkspaceHeader] is { Count: > 0 } header) return (WorkspaceHeader, header.ToString());
        // A WebSocket begins with CONNECT over HTTP/2.
        var reads = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method) || HttpMethods.IsConnect(Request.Method);
        return (WorkspaceQuery, reads && Request.Query[WorkspaceQuery] is { Count: > 0 } query ? query.ToString() : null);
    }
}
