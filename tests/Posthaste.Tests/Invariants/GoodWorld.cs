using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

/// <summary>A world in which everything went as it should: one job published after a call that had no effect, one cancelled.
/// A test breaks one thing in it.</summary>
internal sealed class GoodWorld
{
    public static readonly DateTimeOffset Due = new(2026, 7, 29, 12, 0, 0, TimeSpan.Zero);

    public static readonly Guid Channel = Id(1);
    public static readonly Guid Published = Id(2);
    public static readonly Guid Cancelled = Id(3);
    public static readonly Guid Node = Id(4);

    private static readonly LaneKey Lane = LaneKey.PublishLane(Channel);

    public List<Job> Jobs { get; } = [JobOf(Published, JobState.Published) with { Attempt = 2, RemoteId = "p1", PublishedAt = Due.AddMinutes(5) }, JobOf(Cancelled, JobState.Cancelled)];

    public List<IntentRecord> Intents { get; } =
    [
        IntentOf(1, Due, Due.AddMinutes(4), IntentOutcome.NotHappened, null, epoch: 7),
        IntentOf(2, Due.AddMinutes(5), Due.AddMinutes(5).AddSeconds(1), IntentOutcome.Happened, "p1", epoch: 9),
    ];

    public List<Attempt> Attempts { get; } = [AttemptOf(1, AttemptOutcome.SettledNotPublished, Due.AddMinutes(4)), AttemptOf(2, AttemptOutcome.Published, Due.AddMinutes(5))];

    public List<LaneRecord> Lanes { get; } = [new(Lane, null, Gate.Open, null, 9, null, null), new(PrepareLane(Published), null, Gate.Open, null, 4, null, null)];

    public List<LivePost> Posts { get; } =
    [
        new() { RemoteId = "p1", ChannelId = Channel, At = Due.AddMinutes(5), JobId = Published, ContentHash = "hash" },
        new() { RemoteId = "hand1", ChannelId = Channel, At = Due.AddMinutes(1), ContentHash = "hash" },
    ];

    public List<SentCall> Calls { get; } = [CallAt(Due), CallAt(Due.AddMinutes(5))];

    public List<MadeContainer> Containers { get; } = [new() { Id = "c1", ChannelId = Channel, JobId = Published, MadeAt = Due.AddMinutes(-3) }];

    public List<Order> Orders { get; } =
    [
        new(Published, Due.AddHours(-1), Due, Due.AddHours(2), "hash", Withdrawn: false),
        new(Cancelled, Due.AddHours(-1), Due, Due.AddHours(2), "hash", Withdrawn: false),
        new(Cancelled, Due.AddMinutes(-30), Due, Due.AddHours(2), "hash", Withdrawn: true),
    ];

    public List<HandoverRecord> Handovers { get; } = [];

    public StoreRecords Store => new(Due.AddHours(3), [.. Jobs], [.. Intents], [.. Attempts], [.. Lanes], [Node]);

    public Sighting Seen => new(Store, new WorldLedger { Posts = Posts, Calls = Calls, Containers = Containers }) { AtRest = true, Orders = Orders, Handovers = Handovers };

    public static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static LaneKey PrepareLane(Guid job) => LaneKey.PrepareLane(Channel, job, 3);

    public static Lease LeaseOf(long epoch, int job = 2) => new(Lane, epoch, Id(job), Node);

    public static SentCall CallAt(DateTimeOffset at) => new() { ChannelId = Channel, JobId = Published, BegunAt = at, EndedAt = at.AddSeconds(1), Container = "c1" };

    public static Job JobOf(Guid id, JobState state) => new()
    {
        Id = id,
        WorkspaceId = Channel,
        PostId = id,
        ChannelId = Channel,
        Platform = "model",
        Lane = PrepareLane(id),
        WakeAt = null,
        State = state,
        DueAt = Due,
        FirstDueAt = Due,
        LateAt = Due.AddHours(2),
        Lead = TimeSpan.FromMinutes(3),
        MaxAttempts = 4,
        ApprovedHash = "hash",
        CreatedAt = Due.AddHours(-1),
        UpdatedAt = Due.AddHours(-1),
    };

    public static IntentRecord IntentOf(int number, DateTimeOffset at, DateTimeOffset? settledAt, IntentOutcome? outcome, string? remoteId, long epoch) => new(new Intent
    {
        Id = Id(100 + number),
        JobId = Published,
        Part = "post",
        Number = number,
        Step = "publish",
        Checkpoint = "c1",
        ContentHash = "hash",
        IntentAt = at,
        DeadlineAt = at.AddSeconds(30),
        Outcome = outcome,
        RemoteId = remoteId,
    }, Channel, Node, epoch, settledAt, outcome is null ? null : "seen");

    public static Attempt AttemptOf(int number, AttemptOutcome outcome, DateTimeOffset at) => new()
    {
        Id = Id(200 + number),
        JobId = Published,
        Round = 1,
        Number = number,
        Step = "publish",
        Outcome = outcome,
        Counted = true,
        StartedAt = at,
        EndedAt = at,
        Node = Node,
        Epoch = 7,
    };
}
