using System.Globalization;
using Posthaste.Sandbox.TikTok.Posting;

namespace Posthaste.Sandbox.TikTok;

/// <summary>What the sandbox knows of TikTok: people, what they agreed to, and what was posted for them.</summary>
internal sealed class TikTokWorld
{
    public const string DemoOpenId = "-000sandbox0demo0user";

    // A step with no small factors makes neighbours look unrelated.
    private const long IdStep = 10_007_117;

    private int _lastGrant;
    private long _lastPost = 7_570_000_000_000_000_001;

    public TikTokWorld() => Users[DemoOpenId] = new FakeTikTokUser { OpenId = DemoOpenId, Username = "harbour.bakery", DisplayName = "Harbour Bakery" };

    public Dictionary<string, FakeTikTokUser> Users { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, TikTokGrant> Grants { get; } = [];

    public Dictionary<string, TikTokToken> Tokens { get; } = new(StringComparer.Ordinal);

    public TikTokSettings Settings { get; set; } = new();

    public TikTokRates Rates { get; } = new();

    public Dictionary<string, FakePublish> Publishes { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the next posts of a person will fail, one after another.</summary>
    public Dictionary<string, Queue<string>> Failures { get; } = new(StringComparer.Ordinal);

    /// <summary>The same sequence at every start.</summary>
    public string NextPostId() => (_lastPost += IdStep).ToString(CultureInfo.InvariantCulture);

    public FakePublish? ByUpload(string key) => Publishes.Values.FirstOrDefault(publish => publish.Upload?.Key == key);

    /// <summary>Direct posts that were taken and did not fail.</summary>
    public int PostsSince(string openId, DateTimeOffset since) =>
        Publishes.Values.Count(publish => publish.OpenId == openId && publish is { IsInbox: false, FailReason: null } && publish.TakenAt > since);

    public int PendingShares(string openId, DateTimeOffset since, DateTimeOffset now) =>
        Publishes.Values.Count(publish => publish.OpenId == openId && publish is { IsInbox: true, FailReason: null, FinishedAt: null } && publish.TakenAt > since && publish.TakenAt <= now);

    /// <returns>Null where the next post goes well.</returns>
    public string? TakeFailure(string openId) => Failures.TryGetValue(openId, out var reasons) && reasons.TryDequeue(out var reason) ? reason : null;

    public TikTokGrant Grant(Func<int, TikTokGrant> make)
    {
        var grant = make(++_lastGrant);
        return Grants[grant.Id] = grant;
    }

    public TikTokToken Issue(TikTokGrant grant, DateTimeOffset endsAt)
    {
        return Keep(new TikTokToken($"act.{NewIds.Random(48)}", grant.Id, endsAt));
    }

    public TikTokToken Keep(TikTokToken token) => Tokens[token.Value] = token;

    /// <returns>Null when the token is unknown, has ended or was revoked.</returns>
    public TikTokGrant? GrantOf(string? token, DateTimeOffset now) =>
        token is not null && Tokens.GetValueOrDefault(token) is { } known && known.EndsAt > now && !Grants[known.GrantId].IsRevoked ? Grants[known.GrantId] : null;

    /// <returns>How many grants ended.</returns>
    public int Revoke(Func<TikTokGrant, bool> hit)
    {
        var ending = Grants.Values.Where(grant => !grant.IsRevoked && hit(grant)).ToList();
        foreach (var grant in ending) Grants[grant.Id] = grant with { IsRevoked = true };
        return ending.Count;
    }
}
