using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Posthaste.Jobs.Generations;

namespace Posthaste.Storage.Copies;

/// <summary>Brings tables into a new database, and reads them again there: what is not the same, row by row, is not kept.</summary>
internal static class CopyTables
{
    // A verb may come here before anything has used a database.
    static CopyTables() => SqlTypes.Register();

    /// <param name="table">As it stands there.</param>
    /// <param name="rows">Its rows; read to their end.</param>
    /// <param name="expected">What they must add up to; null where the rows themselves say it, as they go by.</param>
    /// <param name="ours">Those of a table that are to be compared with them; null for all.</param>
    /// <exception cref="BackupException">The rows there are others.</exception>
    public static async Task<TableSum> RunAsync(
        ITableTarget target, TableShape table, IAsyncEnumerable<object?[]> rows, TableSum? expected, CancellationToken ct, Func<TableShape, IAsyncEnumerable<object?[]>, IAsyncEnumerable<object?[]>>? ours = null)
    {
        using var sum = new TableSummer();
        try
        {
            await target.FillAsync(table, Summing(rows, sum), ct);
        }
        catch (Exception e) when (e is SqliteException or PostgresException)
        {
            throw new BackupException($"The table {table.Name} could not be filled, and nothing was kept: {e.Message}", e);
        }
        var there = target.ReadAsync(table, ct);
        var written = await TableSum.OfAsync(ours?.Invoke(table, there) ?? there, ct);
        return written == (expected ?? sum.Sum)
            ? written
            : throw new BackupException($"The table {table.Name} came out with {written.Rows} rows that are not the {(expected ?? sum.Sum).Rows} it should have. Nothing was kept; this is a fault of the program, please report it.");
    }

    /// <summary>Fills the tables of a target with those of an archive, which are all that is read of it then.</summary>
    /// <exception cref="BackupException">They could not be filled, or cannot be read.</exception>
    public static async Task FillAsync(BackupReader archive, ITableTarget target, CancellationToken ct)
    {
        foreach (var entry in archive.Manifest.Tables)
        {
            var table = CopyChecks.Like(new TableShape(entry.Name, entry.Columns, "", []), target.Tables);
            try
            {
                await RunAsync(target, table, archive.ReadRowsAsync(entry, table, ct), entry.Sum, ct);
            }
            catch (JsonException e)
            {
                throw new BackupException($"The table {entry.Name} of the archive has a row that cannot be read. Nothing was kept; this is a fault of the program, please report it.", e);
            }
        }
    }

    /// <summary>Notes in a copy of a database that a server must ask the networks before it publishes what the copy holds: posts may have gone out
    /// since. The first server to start on it sees a life that began and was never seen, whatever else lies in the data folder.</summary>
    /// <param name="at">The moment that the copy is of.</param>
    /// <param name="now">By the clock of whoever restores it.</param>
    public static async Task MarkRestoredAsync(ITableTarget target, DateTimeOffset at, DateTimeOffset now)
    {
        // The servers that were alive are none of its own.
        await target.RunAsync("UPDATE nodes SET lease_until = 0", new { });
        await target.RunAsync(
            """
            INSERT INTO generations (id, number, began_at, found, seen_at)
            SELECT @Id, COALESCE(MAX(number), 0) + 1, @Now, @Found, @Seen FROM generations
            """,
            new { Id = Guid.CreateVersion7(now), Now = now, Found = Generation.RestoredFrom(at), Seen = at < now ? at : now.AddMilliseconds(-1) });
    }

    private static async IAsyncEnumerable<object?[]> Summing(IAsyncEnumerable<object?[]> rows, TableSummer sum)
    {
        await foreach (var row in rows)
        {
            sum.Add(row);
            yield return row;
        }
    }
}
