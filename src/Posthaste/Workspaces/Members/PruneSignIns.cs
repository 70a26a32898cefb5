using Microsoft.Extensions.Options;

namespace Posthaste.Workspaces.Members;

/// <summary>Forgets sessions that ended long ago, tries that count no more, and links that nobody used.</summary>
internal sealed class PruneSignIns(ISessionStore sessions, ISignInTryStore tries, IInviteStore invites, ISetupStore setup, IOptions<SignInOptions> options, TimeProvider time)
{
    /// <summary>Beyond its end a session is kept so long, because an address is known by it.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(30);

    /// <returns>How many rows were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await setup.PruneAsync(now, ct);
        return await sessions.PruneAsync(now - options.Value.SessionIdle - KeptAfterEnd, ct)
            + await tries.PruneAsync(now - TimeSpan.FromDays(1), ct)
            + await invites.PruneAsync(now, ct);
    }
}
