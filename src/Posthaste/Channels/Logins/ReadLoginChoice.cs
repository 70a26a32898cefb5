using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Logins;

/// <summary>Shows the accounts that a sign-in opens, to whoever signed in.</summary>
public sealed class ReadLoginChoice(ILoginStore attempts, TokenVault vault, EngineClock clock)
{
    /// <returns>Null where there is nothing to choose any more, or not for this person.</returns>
    public async Task<IReadOnlyList<AccountProfile>?> RunAsync(Guid attemptId, LoginPerson person, CancellationToken ct) =>
        await attempts.FindAsync(attemptId, ct) is { Grants: { } grants } attempt && attempt.SessionId == person.SessionId && attempt.ExpiresAt > clock.Now
            ? [.. SealedGrants.Open(vault, attempt.Id, grants).Select(grant => grant.Account)]
            : null;
}
