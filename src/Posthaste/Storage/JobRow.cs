using System.Text.Json;
using System.Text.Json.Serialization;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Storage;

/// <summary>A job as the database keeps it.</summary>
internal sealed class JobRow
{
    public const string Columns =
        """
        id, workspace_id, post_id, channel_id, platform, lane_kind, lane_slot, wake_at, state, reason, method, due_at, first_due_at, late_at,
        late_action, lead_ms, attempt, max_attempts, round, deaths, version, approved_hash, prepared_hash, step, checkpoint, settling,
        remote_id, permalink, published_at, lateness_ms, last_error, created_at, updated_at, taken_down_at
        """;

    /// <summary>Everything that may change. A post found live belongs to one job: an id that another one has is left out.</summary>
    public const string Assignments =
        """
        lane_kind = @JobKind, lane_slot = @JobSlot, wake_at = @WakeAt, state = @State, reason = @Reason, method = @Method, due_at = @DueAt,
        first_due_at = @FirstDueAt, late_at = @LateAt, late_action = @LateAction, lead_ms = @LeadMs, attempt = @Attempt,
        max_attempts = @MaxAttempts, round = @Round, deaths = @Deaths, approved_hash = @ApprovedHash, prepared_hash = @PreparedHash,
        step = @Step, checkpoint = @Checkpoint, settling = @Settling,
        remote_id = CASE WHEN EXISTS (SELECT 1 FROM publish_jobs other WHERE other.channel_id = @ChannelId AND other.remote_id = @RemoteId AND other.id <> @JobId)
                    THEN NULL ELSE @RemoteId END,
        permalink = @Permalink, published_at = @PublishedAt, lateness_ms = @LatenessMs, last_error = @LastError, taken_down_at = @TakenDownAt,
        updated_at = @Now
        """;

    /// <summary>The columns as those of a table that goes by this name.</summary>
    public static string ColumnsOf(string table) => string.Join(", ", Columns.Split(',').Select(column => $"{table}.{column.Trim()}"));

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public Guid Id { get; init; }
    public Guid WorkspaceId { get; init; }
    public Guid PostId { get; init; }
    public Guid ChannelId { get; init; }
    public string Platform { get; init; } = "";
    public int LaneKind { get; init; }
    public int LaneSlot { get; init; }
    public DateTimeOffset? WakeAt { get; init; }
    public string State { get; init; } = "";
    public string? Reason { get; init; }
    public string Method { get; init; } = "";
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset FirstDueAt { get; init; }
    public DateTimeOffset LateAt { get; init; }
    public string LateAction { get; init; } = "";
    public long LeadMs { get; init; }
    public int Attempt { get; init; }
    public int MaxAttempts { get; init; }
    public int Round { get; init; }
    public int Deaths { get; init; }
    public long Version { get; init; }
    public string ApprovedHash { get; init; } = "";
    public string? PreparedHash { get; init; }
    public string? Step { get; init; }
    public string? Checkpoint { get; init; }
    public string? Settling { get; init; }
    public string? RemoteId { get; init; }
    public string? Permalink { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public long? LatenessMs { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? TakenDownAt { get; init; }

    public Job ToJob() => new()
    {
        Id = Id,
        WorkspaceId = WorkspaceId,
        PostId = PostId,
        ChannelId = ChannelId,
        Platform = Platform,
        Lane = new LaneKey(ChannelId, (LaneKind)LaneKind, LaneSlot),
        WakeAt = WakeAt,
        State = Words.Parse<JobState>(State),
        Reason = Reason is null ? null : Words.Parse<JobReason>(Reason),
        Method = Words.Parse<PublishMethod>(Method),
        DueAt = DueAt,
        FirstDueAt = FirstDueAt,
        LateAt = LateAt,
        LateAction = Words.Parse<LateAction>(LateAction),
        Lead = TimeSpan.FromMilliseconds(LeadMs),
        Attempt = Attempt,
        MaxAttempts = MaxAttempts,
        Round = Round,
        Deaths = Deaths,
        Version = Version,
        ApprovedHash = ApprovedHash,
        PreparedHash = PreparedHash,
        Step = Step,
        Checkpoint = Checkpoint,
        Settling = Settling is null ? null : JsonSerializer.Deserialize<SettleNotes>(Settling, Json),
        RemoteId = RemoteId,
        Permalink = Permalink,
        PublishedAt = PublishedAt,
        LatenessMs = LatenessMs,
        LastError = LastError is null ? null : JsonSerializer.Deserialize<PlatformError>(LastError, Json),
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        TakenDownAt = TakenDownAt,
    };

    /// <summary>An error as the column <c>last_error</c> keeps it.</summary>
    public static string ToText(PlatformError error) => JsonSerializer.Serialize(error, Json);

    /// <summary>Adds the parameters of <see cref="Assignments"/>.</summary>
    public static Statement Bind(Statement statement, Job job, DateTimeOffset now) => statement
        .With("JobId", job.Id)
        .With("ChannelId", job.ChannelId)
        .With("JobKind", (int)job.Lane.Kind)
        .With("JobSlot", job.Lane.Slot)
        .With("WakeAt", job.WakeAt)
        .With("State", Words.Of(job.State))
        .With("Reason", job.Reason is { } reason ? Words.Of(reason) : null)
        .With("Method", Words.Of(job.Method))
        .With("DueAt", job.DueAt)
        .With("FirstDueAt", job.FirstDueAt)
        .With("LateAt", job.LateAt)
        .With("LateAction", Words.Of(job.LateAction))
        .With("LeadMs", (long)job.Lead.TotalMilliseconds)
        .With("Attempt", job.Attempt)
        .With("MaxAttempts", job.MaxAttempts)
        .With("Round", job.Round)
        .With("Deaths", job.Deaths)
        .With("ApprovedHash", job.ApprovedHash)
        .With("PreparedHash", job.PreparedHash)
        .With("Step", job.Step)
        .With("Checkpoint", job.Checkpoint)
        .With("Settling", job.Settling is null ? null : JsonSerializer.Serialize(job.Settling, Json))
        .With("RemoteId", job.RemoteId)
        .With("Permalink", job.Permalink)
        .With("PublishedAt", job.PublishedAt)
        .With("LatenessMs", job.LatenessMs)
        .With("LastError", job.LastError is null ? null : ToText(job.LastError))
        .With("TakenDownAt", job.TakenDownAt)
        .With("Now", now);
}
