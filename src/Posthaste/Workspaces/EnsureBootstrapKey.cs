using Microsoft.Extensions.Options;

namespace Posthaste.Workspaces;

/// <summary>Makes a new server usable: its first workspace, and the key from the settings. Runs at every start, on every node.</summary>
public sealed class EnsureBootstrapKey(
    IWorkspaceStore workspaces, IApiKeyStore keys, ITransactions transactions, TimeProvider time, IOptions<AuthOptions> options)
{
    /// <summary>The name that key acts under.</summary>
    public const string KeyName = "bootstrap";

    /// <returns>The workspace that the key opens.</returns>
    public Task<Workspace> RunAsync(CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var workspace = await FirstWorkspaceAsync(ct);
            if (options.Value.BootstrapApiKey is { Length: > 0 } text) await EnsureKeyAsync(workspace, text, ct);
            return workspace;
        }, ct);

    private async Task<Workspace> FirstWorkspaceAsync(CancellationToken ct)
    {
        if (await workspaces.ListAsync(ct) is [var first, ..]) return first;
        var workspace = new Workspace { Id = Workspace.FirstId, Name = "My workspace", CreatedAt = time.GetUtcNow() };
        await workspaces.AddAsync(workspace, ct);
        return workspace;
    }

    private async Task EnsureKeyAsync(Workspace workspace, string text, CancellationToken ct)
    {
        var hash = ApiKeyText.Hash(text);
        var now = time.GetUtcNow();
        var known = await keys.FindByHashAsync(hash, ct);
        foreach (var old in await keys.ListAsync(workspace.Id, ct))
        {
            if (old.Name == KeyName && old.RevokedAt is null && old.Id != known?.Id) await keys.RevokeAsync(workspace.Id, old.Id, now, ct);
        }
        if (known is not null) return;
        // Where another node is quicker, its row is the one that stays.
        await keys.AddAsync(new ApiKey { Id = Guid.CreateVersion7(now), WorkspaceId = workspace.Id, Name = KeyName, Hint = ApiKeyText.Hint(text), CreatedAt = now }, hash, ct);
    }
}
