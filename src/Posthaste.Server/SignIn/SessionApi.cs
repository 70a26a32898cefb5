using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>Signing in and out.</summary>
internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Signing in");
        session.MapPost("/", SignInAsync).ForEverybody().WithMetadata(new StartsSession()).WithName("SignIn").WithSummary("Begins a session; its token comes as a cookie.").Fails(401, 403, 429);
        session.MapGet("/", GetAsync).ForMembers().WithName("GetSession").WithSummary("Says who is signed in, where they belong, and the CSRF token.");
        session.MapDelete("/", SignOutAsync).ForMembers().WithName("SignOut").WithSummary("Ends this session.");

        var sessions = api.MapGroup("/sessions").WithTags("Signing in");
        sessions.MapGet("/", ListAsync).ForMembers().WithName("ListSessions").WithSummary("Lists where the member is signed in, newest first.");
        sessions.MapDelete("/{sessionId:guid}", EndAsync).ForMembers().WithName("EndSession").WithSummary("Ends one of one's sessions.").Fails(404);
        sessions.MapDelete("/", EndOthersAsync).ForMembers().WithName("EndOtherSessions").WithSummary("Ends all of one's sessions but this one.");
    }

    private static async Task<Results<Ok<SessionResponse>, ApiProblem>> SignInAsync(
        SignInRequest request, HttpContext http, SignInMember signIn, EndSession endSession, SessionCookie cookie, SessionAnswers answers, CancellationToken ct)
    {
        if (cookie.Refusal(http.Request) is { } refusal) return refusal;
        var origin = ClientAddress.OriginOf(http);
        var given = new Credentials { Email = request.Email, Password = request.Password, Code = request.Code, Address = origin.Address };
        var result = await signIn.RunAsync(given, origin.Client, ct);
        // The browser forgets the session it had: nobody could end it any more.
        if (result is SignInResult.SignedIn && Caller.OrNobody(http.User)?.SignedIn is { } earlier) await endSession.RunAsync(earlier.Member, earlier.Session.Id, ct);
        return result switch
        {
            SignInResult.SignedIn signedIn => TypedResults.Ok(await answers.BegunAsync(http, signedIn.Member, signedIn.Session, ct)),
            SignInResult.Refused refused => new ApiProblem(StatusCodes.Status401Unauthorized, refused.Code, refused.Message),
            SignInResult.Wait wait => TooMany(wait.For),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Ok<SessionResponse>> GetAsync(Caller caller, SessionAnswers answers, CancellationToken ct) => TypedResults.Ok(await answers.OfAsync(caller, ct));

    private static async Task<NoContent> SignOutAsync(Caller caller, HttpContext http, EndSession endSession, SessionCookie cookie, CancellationToken ct)
    {
        await endSession.RunAsync(caller.SignedIn!.Member, caller.SignedIn.Session.Id, ct);
        cookie.Remove(http);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<SessionItemResponse>>> ListAsync(
        Caller caller, ISessionStore sessions, IOptions<SignInOptions> options, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var found = (await sessions.ListAsync(caller.Id, ct)).Where(session => session.IsGood(options.Value, now));
        var items = found.Select(session => SessionItemResponse.From(session, session.ExpiresAt(options.Value), session.Id == caller.SignedIn!.Session.Id));
        return TypedResults.Ok(new Page<SessionItemResponse>([.. items], NextCursor: null));
    }

    private static async Task<Results<NoContent, ApiProblem>> EndAsync(
        Guid sessionId, Caller caller, HttpContext http, EndSession endSession, SessionCookie cookie, CancellationToken ct)
    {
        if (!await endSession.RunAsync(caller.SignedIn!.Member, sessionId, ct))
            return new ApiProblem(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "You have no such session, or it has ended already.");
        if (sessionId == caller.SignedIn.Session.Id) cookie.Remove(http);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndOthersAsync(Caller caller, EndSession endSession, CancellationToken ct)
    {
        await endSession.RunForOthersAsync(caller.SignedIn!.Member, caller.SignedIn.Session.Id, ct);
        return TypedResults.NoContent();
    }

    /// <summary>The answer where too much went wrong lately.</summary>
    public static ApiProblem TooMany(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        var text = seconds < 90 ? $"{seconds} seconds" : $"{(seconds + 59) / 60} minutes";
        return new ApiProblem(StatusCodes.Status429TooManyRequests, "too_many_tries", $"Too much went wrong here lately. Wait {text}, then try again; nothing was looked at.") { RetryAfter = wait };
    }
}

/// <summary>Who wants to sign in.</summary>
public sealed record SignInRequest
{
    public required string Email { get; init; }
    public required string Password { get; init; }

    /// <summary>Six digits of the authenticator app, or a recovery code; only for accounts that have one.</summary>
    public string? Code { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>A place where a member is signed in.</summary>
public sealed record SessionItemResponse
{
    public required Guid Id { get; init; }

    /// <summary>The one that asks.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>Where it was begun: an IPv4 address, or an IPv6 network.</summary>
    public required string? Address { get; init; }

    /// <summary>What the browser said of itself.</summary>
    public required string? Client { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last used, to within a minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    internal static SessionItemResponse From(MemberSession session, DateTimeOffset expiresAt, bool isCurrent) => new()
    {
        Id = session.Id,
        IsCurrent = isCurrent,
        Address = session.Address,
        Client = session.Client,
        CreatedAt = session.CreatedAt,
        SeenAt = session.SeenAt,
        ExpiresAt = expiresAt,
    };
}
