using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Bounds how fast passwords and codes can be guessed. A try is counted before it is looked at, so that a hundred at once
/// are a hundred; one that turns out right is taken back.</summary>
internal sealed class TryGate(
    ISignInTryStore tries, ISessionStore sessions, IMembershipStore memberships, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <summary>How long an address stays known after a member signed in there.</summary>
    private static readonly TimeSpan Known = TimeSpan.FromDays(30);

    /// <param name="email">Lower case; of an account or of none.</param>
    /// <param name="account">The account; null where there is none, which is answered in the same way.</param>
    /// <param name="address">Where the request came from; null where that is not known.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>How long to wait before anything is looked at; null where the try may go on.</returns>
    public Task<TimeSpan?> EnterAsync(string email, Member? account, string? address, CancellationToken ct) => transactions.RunAsync<TimeSpan?>(async () =>
    {
        var now = time.GetUtcNow();
        var entries = Entries(email, address, await IsKnownAsync(account, address, now, ct));
        var found = new List<(SignInTries Tries, TryRule Rule)>();
        foreach (var (key, rule) in entries) found.Add((await tries.LockAsync(key, ct), rule));

        if (found.Max(entry => entry.Tries.LockedUntil) is { } until && until > now) return until - now;
        foreach (var (entry, rule) in found)
        {
            var counted = rule.Count(entry, now);
            await tries.SaveAsync(counted, ct);
            if (account is not null && rule != TryRule.Address && counted.Failures == rule.Free)
                await events.AppendToAllAsync(memberships, account, "member.many_tries", now, new { tries = counted.Failures }, ct);
        }
        return null;
    }, ct);

    /// <summary>The try was right: what was counted of it is taken back.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="address">Where from, as when it entered.</param>
    /// <param name="complete">Nothing remains to be guessed; false where a code is still to come, which must not wipe out what was guessed.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task LeaveAsync(Member account, string? address, bool complete, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        foreach (var (key, rule) in Entries(account.Email, address, await IsKnownAsync(account, address, time.GetUtcNow(), ct)))
        {
            var found = await tries.LockAsync(key, ct);
            await tries.SaveAsync(complete && rule == TryRule.Pair ? found with { Failures = 0, LockedUntil = null } : TryRule.TakeBack(found), ct);
        }
        return true;
    }, ct);

    // Asked of nobody too, so that an unknown e-mail takes no less time.
    private async Task<bool> IsKnownAsync(Member? account, string? address, DateTimeOffset now, CancellationToken ct) =>
        address is not null && await sessions.WasBegunAtAsync(account?.Id ?? Guid.Empty, address, now - Known, ct);

    // In the order of their keys: two requests that lock the same rows never wait for each other in a circle.
    private static IEnumerable<(string Key, TryRule Rule)> Entries(string email, string? address, bool isKnown)
    {
        var all = new List<(string Key, TryRule Rule)> { (Key("pair", $"{email} {address}"), TryRule.Pair), (Key("address", address ?? ""), TryRule.Address) };
        if (!isKnown) all.Add((Key("account", email), TryRule.Account));
        return all.OrderBy(entry => entry.Key, StringComparer.Ordinal);
    }

    private static string Key(string kind, string what) => $"{kind}:{ShownOnce.HashOf(what)}";
}
