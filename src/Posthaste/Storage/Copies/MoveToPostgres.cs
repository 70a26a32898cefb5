using Dapper;

namespace Posthaste.Storage.Copies;

/// <summary>Brings everything from a SQLite file into an empty PostgreSQL database, and compares it there row by row.</summary>
internal static class MoveToPostgres
{
    /// <param name="source">Nobody else is using it.</param>
    /// <param name="target">Empty.</param>
    /// <param name="copied">Told of each table that is there and the same, with its rows.</param>
    /// <param name="ct">Ends it; the target is as empty as before then.</param>
    /// <exception cref="BackupException">The target is not empty, or came out otherwise.</exception>
    public static async Task RunAsync(ITableSource source, ITableTarget target, Action<string, long> copied, CancellationToken ct)
    {
        await target.BeginAsync(source.Version, ct);
        foreach (var table in source.Tables)
        {
            var there = CopyChecks.Like(table, target.Tables);
            var sum = await CopyTables.RunAsync(target, there, source.ReadAsync(table, ct), expected: null, ct);
            copied(table.Name, sum.Rows);
        }
        await target.FinishAsync(CopyChecks.Known, ct);
    }

    /// <summary>It is the same life of the database in another place, which the guard against restored copies must know from now on.</summary>
    public static async Task NotePlaceAsync(Database database, CancellationToken ct)
    {
        if (await database.ReadPlaceAsync(ct) is not { } place) return;
        await database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            "UPDATE generations SET place = @Place WHERE number = (SELECT MAX(number) FROM generations)", new { Place = place.ToString() }), ct);
    }
}
