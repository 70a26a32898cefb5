using Npgsql;

namespace Posthaste.Bench.Compare;

/// <summary>What <c>bench/run</c> has started, and where.</summary>
internal sealed record Site
{
    /// <summary>A server whose databases may be dropped; durable (fsync on).</summary>
    public required string Postgres { get; init; }

    public required int RedisPort { get; init; }

    /// <summary>The program that runs the other queues.</summary>
    public required string Node { get; init; }

    /// <summary>The folder of their scripts.</summary>
    public required string Peers { get; init; }

    /// <summary>The stub of the run under way.</summary>
    public Uri Stub { get; init; } = new("http://127.0.0.1");

    /// <summary>This program.</summary>
    public string Bench { get; } = Path.Combine(AppContext.BaseDirectory, "Posthaste.Bench.dll");

    public string PostgresUrl
    {
        get
        {
            var settings = new NpgsqlConnectionStringBuilder(Postgres);
            return $"postgres://{settings.Username}@{settings.Host}:{settings.Port}";
        }
    }
}
