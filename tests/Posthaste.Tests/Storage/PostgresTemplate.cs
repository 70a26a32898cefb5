using Npgsql;
using Posthaste.Storage.Postgres;

[assembly: AssemblyFixture(typeof(Posthaste.Tests.Storage.PostgresTemplate))]

namespace Posthaste.Tests.Storage;

/// <summary>A migrated database that those of the tests are copies of: the same migrations need not run for each of them.</summary>
public sealed class PostgresTemplate : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _name = $"ph_template_{Guid.NewGuid():N}";
    private string? _server;

    /// <summary>Makes a database.</summary>
    /// <param name="server">A connection string whose user may create databases; the same for all.</param>
    public async Task CopyAsync(string server, string name, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_server is null) await MakeAsync(server, ct);
            _server = server;
        }
        finally
        {
            _gate.Release();
        }
        await RunAsync(server, $"CREATE DATABASE {name} TEMPLATE {_name}", ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await RunAsync(_server, $"DROP DATABASE {_name} WITH (FORCE)", CancellationToken.None);
        _gate.Dispose();
    }

    /// <summary>Runs a statement about databases, which no other connection may be in.</summary>
    public static async Task RunAsync(string server, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task MakeAsync(string server, CancellationToken ct)
    {
        // A first try may have got half way.
        await RunAsync(server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", ct);
        await RunAsync(server, $"CREATE DATABASE {_name}", ct);
        await using var database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(server) { Database = _name, Pooling = false }.ToString());
        await database.MigrateAsync(ct);
    }
}
