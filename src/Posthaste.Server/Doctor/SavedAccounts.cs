using System.Text.Json;
using Npgsql;
using Posthaste.Channels;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Doctor;

/// <summary>The accounts as the database has them, be its schema this program's or an older one. Reads only, also beside a server that runs.</summary>
internal sealed class SavedAccounts(CopyEnds ends)
{
    private Task<IReadOnlyList<SavedAccount>?>? _reading;

    /// <summary>Read once, for whoever asks.</summary>
    /// <returns>Null where there is no database that can be read: its own check says why.</returns>
    public Task<IReadOnlyList<SavedAccount>?> ReadAsync(CancellationToken ct) => _reading ??= ReadOnceAsync(ct);

    private async Task<IReadOnlyList<SavedAccount>?> ReadOnceAsync(CancellationToken ct)
    {
        try
        {
            await using var source = await ends.OpenSourceAsync(ct);
            var table = source.Tables.Single(table => table.Name == "channels");
            var accounts = new List<SavedAccount>();
            await foreach (var row in source.ReadAsync(table, ct))
                accounts.Add(Read(table.Columns.Zip(row).ToDictionary(pair => pair.First.Name, pair => pair.Second)));
            return accounts;
        }
        catch (Exception e) when (e is BackupException or NewerDatabaseException or NpgsqlException)
        {
            return null;
        }
    }

    private static SavedAccount Read(Dictionary<string, object?> row)
    {
        // Older schemas have fewer columns.
        string? Text(string column) => row.GetValueOrDefault(column) as string;
        DateTimeOffset? Time(string column) => row.GetValueOrDefault(column) is long at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        var channel = new Channel
        {
            Id = (Guid)row["id"]!,
            WorkspaceId = (Guid)row["workspace_id"]!,
            Platform = Text("platform")!,
            RemoteId = Text("remote_id")!,
            Login = Text("login"),
            Server = Text("server") is { } server ? new Uri(server) : null,
            Username = Text("username")!,
            State = Words.Parse<ChannelState>(Text("state")!),
            TokenExpiresAt = Time("token_expires_at"),
            Scopes = Text("scopes") is { } scopes ? JsonSerializer.Deserialize<List<string>>(scopes) : null,
            Renewal = new TokenRenewal(Time("renew_at"), null, 0, Text("renew_error") is { } error ? JsonSerializer.Deserialize<RenewalError>(error) : null),
            CreatedAt = Time("created_at")!.Value,
            UpdatedAt = Time("updated_at")!.Value,
        };
        return new SavedAccount(channel, Text("token"));
    }
}

/// <param name="Channel">What is known of it, beside what people may see of it.</param>
/// <param name="SealedToken">What opens it; null where it is disconnected.</param>
internal sealed record SavedAccount(Channel Channel, string? SealedToken);
