using Posthaste.Channels;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Storage.Copies;

namespace Posthaste.Storage.Exports;

/// <summary>A workspace as another server may have it: without what opens anything, its accounts disconnected, and nothing on its way. Two servers that both published what was planned
/// would publish it twice; so what is not out yet has to be scheduled anew, by somebody who saw that the old server does not.</summary>
internal sealed class WorkspaceAtRest : ITableSource
{
    private readonly ITableSource _whole;
    private readonly WorkspaceRows _rows;

    /// <summary>Calls whose outcome nobody knew.</summary>
    private readonly HashSet<Guid> _called = [];

    /// <summary>Jobs of which something is live.</summary>
    private readonly Dictionary<Guid, int> _live = [];

    /// <summary>Jobs that a person has to decide on.</summary>
    private readonly HashSet<Guid> _undecided = [];

    private WorkspaceAtRest(ITableSource whole, WorkspaceRows rows) => (_whole, _rows) = (whole, rows);

    public int Version => _whole.Version;

    public DateTimeOffset At => _whole.At;

    public IReadOnlyList<TableShape> Tables => [.. _whole.Tables.Where(table => WorkspaceRows.Tables.Contains(table.Name))];

    /// <summary>Jobs that were on their way and are cancelled in it.</summary>
    public int Cancelled { get; private set; }

    /// <summary>Jobs that may be live, which a person decides on.</summary>
    public int Undecided => _undecided.Count;

    /// <param name="whole">One moment of the whole database, disposed of with this.</param>
    /// <param name="workspaceId">Whose rows.</param>
    public static async Task<WorkspaceAtRest> OpenAsync(ITableSource whole, Guid workspaceId, CancellationToken ct)
    {
        var at = new WorkspaceAtRest(whole, await WorkspaceRows.ReadAsync(whole, workspaceId, ct));
        var intents = at.Table("publish_intents");
        var (job, outcome) = (intents.IndexOf("job_id"), intents.IndexOf("outcome"));
        await foreach (var row in at._rows.OfAsync(intents, whole.ReadAsync(intents, ct)))
        {
            var id = (Guid)row[job]!;
            if (row[outcome] is null) at._called.Add(id);
            else if ((string)row[outcome]! == Words.Of(IntentOutcome.Happened)) at._live[id] = at._live.GetValueOrDefault(id) + 1;
        }
        var jobs = at.Table("publish_jobs");
        await foreach (var row in at._rows.OfAsync(jobs, whole.ReadAsync(jobs, ct)))
        {
            var columns = new Columns(jobs, row);
            if (at.MayBeLive(columns)) at._undecided.Add((Guid)columns["id"]!);
        }
        return at;
    }

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => RestAsync(table, _rows.OfAsync(table, _whole.ReadAsync(table, ct)));

    public ValueTask DisposeAsync() => _whole.DisposeAsync();

    /// <summary>Its last call has no outcome yet, or it lies with a person who may have posted it.</summary>
    private bool MayBeLive(Columns job) =>
        !IsClosed(job) && (_called.Contains((Guid)job["id"]!) || (string)job["state"]! == Words.Of(JobState.HandedOver) || (string?)job["reason"] == Words.Of(JobReason.Undecidable));

    private static bool IsClosed(Columns job) => Words.Parse<JobState>((string)job["state"]!) is JobState.Published or JobState.Cancelled or JobState.Failed;

    private TableShape Table(string name) => _whole.Tables.Single(table => table.Name == name);

    private async IAsyncEnumerable<object?[]> RestAsync(TableShape table, IAsyncEnumerable<object?[]> rows)
    {
        await foreach (var row in rows)
        {
            var columns = new Columns(table, row);
            if (Keeps(columns, table.Name)) yield return row;
        }
    }

    /// <returns>Whether the row goes with the workspace.</returns>
    private bool Keeps(Columns row, string table)
    {
        switch (table)
        {
            case "workspaces":
                // Plans are the server's own.
                row["plan"] = null;
                break;
            case "channels":
                Disconnect(row);
                break;
            case "lanes":
                row.Clear("ready_at", "paused_until", "running_job", "owner", "claimed_at");
                row["gate"] = (long)Gate.Disconnected;
                break;
            case "series":
                // It would plan further posts, and so does the one that it is a copy of.
                row["ended_at"] ??= At.ToUnixTimeMilliseconds();
                break;
            case "publish_jobs":
                Stop(row);
                break;
            case "publish_intents":
                // Such as the first comment of a post that is live: nobody will ask about it here.
                if (row["outcome"] is null && !_undecided.Contains((Guid)row["job_id"]!))
                    (row["outcome"], row["outcome_at"], row["evidence"]) = (Words.Of(IntentOutcome.Abandoned), At.ToUnixTimeMilliseconds(), "The workspace was exported while its outcome was not known.");
                // It may name an address that is good for an upload.
                row.Clear("checkpoint");
                break;
            case "handovers":
                if ((string)row["state"]! != Words.Of(HandoverState.Ended)) return false;
                row.Clear("chat_id", "message_id", "message_ids", "next_at", "held_until");
                // It names a card in a button, and nobody else may guess it.
                row["code"] = row["id"]!.ToString();
                break;
            case "handover_settings":
                row.Clear("chat_id", "chat_title", "link_hash", "link_until");
                break;
        }
        return true;
    }

    /// <summary>As <see cref="Channel.WithoutTokens"/> has it.</summary>
    private void Disconnect(Columns row)
    {
        row.Clear("token", "grant_token", "paused_at", "token_expires_at", "scopes", "grantor_id", "grant_expires_at", "token_renewed_at", "renew_at", "renew_held_until", "renew_error", "picture_url");
        row["state"] = Words.Of(ChannelState.Disconnected);
        row["token_changed_at"] = row["updated_at"] = At.ToUnixTimeMilliseconds();
        row["renew_failures"] = 0L;
    }

    private void Stop(Columns row)
    {
        var id = (Guid)row["id"]!;
        row.Clear("wake_at", "step", "checkpoint", "prepared_hash", "settling");
        if (_undecided.Contains(id))
        {
            (row["state"], row["reason"], row["last_error"]) = (Words.Of(JobState.NeedsAttention), Words.Of(JobReason.Undecidable), JobRow.ToText(new PlatformError
            {
                Kind = ErrorKind.OutcomeUnknown,
                Code = "exported",
                Message = $"The workspace was exported on {At.UtcDateTime:yyyy-MM-dd HH:mm} UTC while {(_called.Contains(id) ? "this post was being published" : "this post was with a person")}, and what became of it only the server that it is from can find out.",
                Advice = "Look at the account, or at the post on that server, then say whether it is live. If it is not, retry or reschedule it afterwards.",
            }));
            return;
        }
        if (IsClosed(row)) return;
        Cancelled++;
        row["reason"] = null;
        if (_live.GetValueOrDefault(id) is not (> 0 and var live))
        {
            row["state"] = Words.Of(JobState.Cancelled);
            return;
        }
        // What is live stays live.
        (row["state"], row["last_error"]) = (Words.Of(JobState.Published), JobRow.ToText(JobMoves.RestCancelled(live)));
    }

    /// <summary>A row by the names of its columns.</summary>
    private readonly struct Columns(TableShape table, object?[] row)
    {
        public object? this[string column]
        {
            get => row[table.IndexOf(column)];
            set => row[table.IndexOf(column)] = value;
        }

        public void Clear(params ReadOnlySpan<string> columns)
        {
            foreach (var column in columns) this[column] = null;
        }
    }
}
