using Posthaste.Jobs;

namespace Posthaste.Channels.Logins;

/// <summary>Forgets sign-ins whose time is over, and with them what they would have opened.</summary>
public sealed class PruneLogins(ILoginStore attempts, EngineClock clock)
{
    /// <returns>How many were forgotten.</returns>
    public Task<int> RunAsync(CancellationToken ct) => attempts.PruneAsync(clock.Now, ct);
}
