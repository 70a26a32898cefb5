using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Posthaste.Platforms.Bluesky.Answers;

namespace Posthaste.Platforms.Bluesky.Sessions;

/// <summary>What came of asking for a session.</summary>
/// <param name="Session">Null where there is none.</param>
/// <param name="Why">Why there is none; null where there is one.</param>
/// <param name="Trace">The calls that it took.</param>
internal sealed record OpenedSession(BlueskySession? Session, XrpcAnswer? Why, CallTrace Trace);

/// <summary>Signs in with app passwords, once for each account, and stays signed in: servers allow few sign-ins.</summary>
internal sealed class BlueskySessions(XrpcApi api, TimeProvider time)
{
    /// <summary>A session with less life than that is renewed before it is used, so that none ends on the way.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>One that is refused as soon as it was made is not worth making again.</summary>
    private static readonly TimeSpan TooYoungToEnd = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Desk> _desks = [];

    /// <summary>The body that signs in.</summary>
    public static JsonObject SignIn(string identifier, Secret password) => new() { ["identifier"] = identifier, ["password"] = password.Reveal() };

    public async Task<OpenedSession> OpenAsync(PlatformAccount account, Uri server, CancellationToken ct)
    {
        var desk = _desks.GetOrAdd(KeyOf(account, server), _ => new Desk());
        await desk.Gate.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            if (desk.Session is { } current && current.EndsAt - now > Ahead) return new(current, null, CallTrace.None);

            var trace = CallTrace.None;
            if (desk.Session is { } old)
            {
                var renewed = await api.PostAsync(new XrpcTarget(server, old.Refresh, account.ChannelId), "com.atproto.server.refreshSession", null, ct);
                if (Kept(desk, renewed, now) is { } next) return new(next, null, renewed.Trace);
                // Only a clear no ends it; and while the server cannot be reached, what is left of its life is used.
                if (renewed is not XrpcAnswer.Refused { Status: < 500 and not 429 }) return old.EndsAt > now ? new(old, null, renewed.Trace) : new(null, renewed, renewed.Trace);
                (desk.Session, trace) = (null, renewed.Trace);
            }
            if (desk.FreeAt(now) is { } free) return new(null, new XrpcAnswer.Paced(free), trace);

            desk.SignedIn.Enqueue(now);
            var answer = await api.PostAsync(
                new XrpcTarget(server, null, account.ChannelId), "com.atproto.server.createSession", SignIn(account.RemoteId, account.Token), ct, account.Token.Reveal());
            trace = trace.Then(answer.Trace);
            return Kept(desk, answer, now) is { } made ? new(made, null, trace) : new(null, answer, trace);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>The server no longer takes this session's token.</summary>
    /// <returns>Whether opening another one is worth a try at once.</returns>
    public bool End(PlatformAccount account, Uri server, BlueskySession session)
    {
        var now = time.GetUtcNow();
        if (_desks.TryGetValue(KeyOf(account, server), out var desk) && ReferenceEquals(desk.Session, session)) desk.Session = session with { EndsAt = now };
        return now - session.MadeAt > TooYoungToEnd;
    }

    private static BlueskySession? Kept(Desk desk, XrpcAnswer answer, DateTimeOffset now) =>
        answer is XrpcAnswer.Done done && BlueskySession.Read(done.Body, now) is { } session ? desk.Session = session : null;

    /// <summary>With the password, so that a new one is used as soon as it is there.</summary>
    private static string KeyOf(PlatformAccount account, Uri server) =>
        $"{server.AbsoluteUri} {account.ChannelId} {account.RemoteId} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account.Token.Reveal())))}";

    private sealed class Desk
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public BlueskySession? Session { get; set; }

        public Queue<DateTimeOffset> SignedIn { get; } = [];

        /// <returns>Null where signing in is in order.</returns>
        public DateTimeOffset? FreeAt(DateTimeOffset now)
        {
            while (SignedIn.TryPeek(out var first) && first <= now - BlueskyLimits.SessionWindow) SignedIn.Dequeue();
            return SignedIn.Count < BlueskyLimits.OwnSessionsPerWindow ? null : SignedIn.Peek() + BlueskyLimits.SessionWindow;
        }
    }
}
