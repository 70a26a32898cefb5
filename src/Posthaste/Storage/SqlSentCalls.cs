using Posthaste.Jobs;
using Posthaste.Posts.Versions;

namespace Posthaste.Storage;

/// <summary>What was sent, in the table <c>publish_intents</c>.</summary>
internal sealed class SqlSentCalls(Database database) : ISentCalls
{
    public async Task<IReadOnlyList<SentCall>> ListAsync(Guid jobId, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => IntentRow.ReadAllAsync(connection, database, [jobId]), ct);
        return [.. rows.GroupBy(row => row.Part).Select(part => ToCall(part.OrderBy(row => row.Number).ToList()))];
    }

    // After a call that had no effect another may have been made; the one that made the part live is what counts.
    private static SentCall ToCall(List<IntentRow> oldestFirst)
    {
        var row = oldestFirst.FindLast(row => row.ToIntent().Outcome == IntentOutcome.Happened) ?? oldestFirst[^1];
        return new SentCall
        {
            Part = row.Part,
            ContentHash = row.ContentHash,
            At = row.IntentAt,
            Outcome = row.ToIntent().Outcome,
            RemoteId = row.RemoteId,
            Permalink = row.Permalink,
        };
    }
}
