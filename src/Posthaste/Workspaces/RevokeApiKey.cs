using Posthaste.Events;

namespace Posthaste.Workspaces;

/// <summary>Ends a key at once. Its row stays, so that what was done with it keeps a name.</summary>
public sealed class RevokeApiKey(IApiKeyStore keys, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <returns>False where there is no such key that is still good.</returns>
    public Task<bool> RunAsync(Guid workspaceId, Guid keyId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var now = time.GetUtcNow();
            if (!await keys.RevokeAsync(workspaceId, keyId, now, ct)) return false;
            await events.AppendAsync(new Event
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = workspaceId,
                Kind = "api_key.revoked",
                SubjectId = keyId,
                At = now,
                Actor = actor,
            }, ct);
            return true;
        }, ct);
}
