using System.Buffers.Text;
using System.Security.Cryptography;
using Posthaste.Jobs;

namespace Posthaste.Storage;

// What is kept of a job in a person's hands, in the commit of the job itself.
internal sealed partial class JobStatements
{
    /// <summary>16 bytes of chance: a press that names it was made on a card.</summary>
    private static string NewCode() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Adds the hand-over; under a lease only while that holds and the job was handed over under it.</summary>
    public static Statement Insert(HandoverOrder order, Job job, Lease? lease, DateTimeOffset now)
    {
        var statement = new Statement(
            $"""
            INSERT INTO handovers (id, workspace_id, job_id, post_id, channel_id, code, state, cause, why, due_at, card_at, expires_at, next_at, created_at, updated_at)
            SELECT @HandoverId, j.workspace_id, j.id, j.post_id, j.channel_id, @Code, 'waiting', @Cause, @Why, j.due_at, @CardAt, @ExpiresAt, @CardAt, @Now, @Now
            FROM publish_jobs j /*, k*/
            WHERE j.id = @JobId AND j.state = 'handed_over' AND {(lease is null ? "1 = 1" : LaneSql.Current)}
            ON CONFLICT (id) DO NOTHING
            """)
            .With("HandoverId", order.Id)
            .With("JobId", job.Id)
            .With("Code", NewCode())
            .With("Cause", Words.Of(order.Cause))
            .With("Why", order.Why)
            .With("CardAt", order.CardAt)
            .With("ExpiresAt", order.ExpiresAt)
            .With("Now", now);
        return lease is null ? statement : HoldLane(statement, lease, job.Version);
    }

    /// <summary>Ends the job's open hand-over, if there is one, and has its card closed.</summary>
    /// <param name="by">Who ended it.</param>
    public static Statement End(HandoverOutcome outcome, string by, Job job, Lease? lease, DateTimeOffset now)
    {
        var statement = new Statement(
            $"""
            UPDATE handovers SET state = 'ended', outcome = @Outcome, answered_by = @By, ended_at = @Now, next_at = @Now, updated_at = @Now /*FROM k*/
            WHERE job_id = @JobId AND state <> 'ended' AND {(lease is null ? "1 = 1" : LaneSql.Current)}
            """)
            .With("JobId", job.Id)
            .With("Outcome", Words.Of(outcome))
            .With("By", by)
            .With("Now", now);
        return lease is null ? statement : HoldLane(statement, lease, job.Version);
    }
}
