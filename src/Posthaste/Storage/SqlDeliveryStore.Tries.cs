using Dapper;
using Posthaste.Notifications;

namespace Posthaste.Storage;

// Who sends to a target, and what came of it.
internal sealed partial class SqlDeliveryStore
{
    public async Task<IReadOnlyList<TargetClaim>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int max, CancellationToken ct)
    {
        const string ready =
            """
            SELECT t.id
            FROM notification_targets t
            WHERE t.off_at IS NULL AND (t.lease_until IS NULL OR t.lease_until <= @Now) AND (t.next_at IS NULL OR t.next_at <= @Now)
              AND EXISTS (SELECT 1 FROM deliveries d WHERE d.target_id = t.id AND d.state = 'waiting' AND d.due_at <= @Now)
            ORDER BY COALESCE(t.last_sent_at, 0), t.id
            LIMIT @Max
            """;
        // Asks again what was read: of two nodes that saw the same one, the first has it.
        const string take =
            $"""
            UPDATE notification_targets
            SET lease_token = lease_token + 1, lease_until = @Until
            WHERE id = @Id AND off_at IS NULL AND (lease_until IS NULL OR lease_until <= @Now) AND (next_at IS NULL OR next_at <= @Now)
            RETURNING {TargetRow.Columns}, lease_token
            """;
        var found = await database.ReadAsync(connection => connection.QueryAsync<Guid>(new CommandDefinition(ready, new { Now = now, Max = max }, cancellationToken: ct)), ct);
        var claims = new List<TargetClaim>();
        foreach (var id in found)
        {
            var row = await database.WriteAsync(WritePriority.Api, connection => connection.QuerySingleOrDefaultAsync<TargetRow>(
                new CommandDefinition(take, new { Id = id, Now = now, Until = until }, cancellationToken: ct)), ct);
            if (row is not null) claims.Add(new TargetClaim(row.ToTarget(), row.LeaseToken));
        }
        return claims;
    }

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadPacesAsync(Guid targetId, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<PaceRow>(
            new CommandDefinition("SELECT pace, sent_at FROM notification_paces WHERE target_id = @TargetId", new { TargetId = targetId }, cancellationToken: ct)), ct);
        return rows.ToDictionary(row => row.Pace, row => row.SentAt);
    }

    public Task<bool> SaveTryAsync(TargetClaim claim, TryRecord record, DateTimeOffset until, CancellationToken ct) => database.RunAsync(async () =>
    {
        const string fenced =
            """
            UPDATE notification_targets
            SET lease_until = @Until, next_at = @NextAt, failures = @Failures,
                last_sent_at = CASE WHEN @Tried = 1 THEN @At ELSE last_sent_at END,
                last_error = @Error, last_error_at = CASE WHEN @Error IS NULL OR @Tried = 0 THEN last_error_at ELSE @At END,
                off_at = CASE WHEN @OffReason IS NULL THEN off_at ELSE COALESCE(off_at, @At) END, off_reason = COALESCE(off_reason, @OffReason)
            WHERE id = @Id AND lease_token = @Token
            """;
        var values = new
        {
            claim.Target.Id,
            claim.Token,
            Until = until,
            record.NextAt,
            record.Failures,
            record.At,
            // Where everything is held back, only the times at which it is due again are written.
            Tried = record.Deliveries.Any(delivery => delivery.LastAt == record.At) ? 1 : 0,
            record.Error,
            record.OffReason,
        };
        if (await WriteAsync(fenced, values, ct) == 0) return false;

        // One that was given up or asked for again meanwhile stays as it was made.
        const string update =
            """
            UPDATE deliveries
            SET state = @State, due_at = @DueAt, tries = @Tries, told_with = @ToldWith, last_at = @LastAt, last_status = @LastStatus, last_answer = @LastAnswer, last_error = @LastError
            WHERE id = @Id AND state = 'waiting'
            """;
        foreach (var delivery in record.Deliveries) await WriteAsync(update, DeliveryRow.From(delivery), ct);
        if (record.Pace is { } pace)
        {
            await WriteAsync(
                """
                INSERT INTO notification_paces (target_id, pace, sent_at) VALUES (@Id, @Pace, @At)
                ON CONFLICT (target_id, pace) DO UPDATE SET sent_at = excluded.sent_at
                """, new { claim.Target.Id, Pace = pace, record.At }, ct);
            // An hour old says nothing any more, and kinds of trouble come and go.
            await WriteAsync("DELETE FROM notification_paces WHERE target_id = @Id AND sent_at < @Old", new { claim.Target.Id, Old = record.At.AddHours(-1) }, ct);
        }
        return true;
    }, ct);

    public Task ReleaseAsync(TargetClaim claim, CancellationToken ct) =>
        WriteAsync("UPDATE notification_targets SET lease_until = NULL WHERE id = @Id AND lease_token = @Token", new { claim.Target.Id, claim.Token }, ct);

    private sealed class PaceRow
    {
        public string Pace { get; init; } = "";
        public DateTimeOffset SentAt { get; init; }
    }
}
