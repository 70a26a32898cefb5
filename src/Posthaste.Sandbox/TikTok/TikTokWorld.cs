namespace Posthaste.Sandbox.TikTok;

/// <summary>What the sandbox knows of TikTok: only logging in.</summary>
internal sealed class TikTokWorld
{
    public const string DemoOpenId = "-000sandbox0demo0user";

    private int _lastGrant;

    public TikTokWorld() => Users[DemoOpenId] = new FakeTikTokUser { OpenId = DemoOpenId, Username = "harbour.bakery", DisplayName = "Harbour Bakery" };

    public Dictionary<string, FakeTikTokUser> Users { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, TikTokGrant> Grants { get; } = [];

    public Dictionary<string, TikTokToken> Tokens { get; } = new(StringComparer.Ordinal);

    public TikTokGrant Grant(Func<int, TikTokGrant> make)
    {
        var grant = make(++_lastGrant);
        return Grants[grant.Id] = grant;
    }

    public TikTokToken Issue(TikTokGrant grant, DateTimeOffset endsAt)
    {
        var token = new TikTokToken($"act.{NewIds.Random(48)}", grant.Id, endsAt);
        return Tokens[token.Value] = token;
    }

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
