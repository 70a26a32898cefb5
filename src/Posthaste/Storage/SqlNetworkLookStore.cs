using Dapper;
using Posthaste.Alerts.Health;

namespace Posthaste.Storage;

/// <summary>The last look at each host of a network.</summary>
internal sealed class SqlNetworkLookStore(Database database) : INetworkLookStore
{
    public Task<IReadOnlyList<NetworkLook>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<NetworkLook>>(async connection =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition("SELECT platform, host, looked_at, good_at, failures, trouble FROM network_looks", cancellationToken: ct))).Select(row => row.ToLook())], ct);

    public Task SaveAsync(IReadOnlyCollection<NetworkLook> looks, CancellationToken ct) => looks.Count == 0 ? Task.CompletedTask : database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
        """
        INSERT INTO network_looks (platform, host, looked_at, good_at, failures, trouble) VALUES (@Platform, @Host, @LookedAt, @GoodAt, @Failures, @Trouble)
        ON CONFLICT (platform, host) DO UPDATE SET looked_at = excluded.looked_at, good_at = excluded.good_at, failures = excluded.failures, trouble = excluded.trouble
        """, looks), ct);

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync("DELETE FROM network_looks WHERE looked_at < @Before", new { Before = before }), ct);

    private sealed class Row
    {
        public string Platform { get; init; } = "";
        public string Host { get; init; } = "";
        public DateTimeOffset LookedAt { get; init; }
        public DateTimeOffset? GoodAt { get; init; }
        public int Failures { get; init; }
        public string? Trouble { get; init; }

        public NetworkLook ToLook() => new() { Platform = Platform, Host = Host, LookedAt = LookedAt, GoodAt = GoodAt, Failures = Failures, Trouble = Trouble };
    }
}
