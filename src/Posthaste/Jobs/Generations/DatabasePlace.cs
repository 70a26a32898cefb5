namespace Posthaste.Jobs.Generations;

/// <summary>Which PostgreSQL database this is. A dump that is read back makes new tables, a copy makes a new database, a failover and
/// a restore to a point in time begin a new timeline.</summary>
/// <param name="System">The server's system identifier; null where the server does not tell.</param>
/// <param name="Timeline">The write-ahead log's timeline; null where the server does not tell.</param>
/// <param name="Database">The database's number.</param>
/// <param name="Table">The number of the table of generations, which no migration makes anew.</param>
public sealed record DatabasePlace(string? System, string? Timeline, string Database, string Table)
{
    /// <summary>What is different there, in words; null where it is the same database, so far as both tell.</summary>
    public string? DifferenceTo(DatabasePlace other) =>
        Differ(System, other.System) ? "it is on another PostgreSQL server than before"
        : Differ(Timeline, other.Timeline) ? "its PostgreSQL server is on another timeline than before: a standby took over, or it was restored to a point in time"
        : Database != other.Database ? "it is another database of its PostgreSQL server than before"
        : Table != other.Table ? "its tables were made anew"
        : null;

    public override string ToString() => $"{System ?? "?"}/{Timeline ?? "?"}/{Database}/{Table}";

    /// <returns>Null where there is none or it cannot be read.</returns>
    public static DatabasePlace? Read(string? text) => text?.Split('/') is [var system, var timeline, var database, var table]
        ? new DatabasePlace(Known(system), Known(timeline), database, table)
        : null;

    private static string? Known(string part) => part == "?" ? null : part;

    private static bool Differ(string? one, string? other) => one is not null && other is not null && one != other;
}
