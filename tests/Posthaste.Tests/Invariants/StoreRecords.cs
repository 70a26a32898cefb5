using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

/// <summary>Everything the engine's store holds, read in one transaction: what the checker compares with what went live.</summary>
/// <param name="At">The database's time of reading.</param>
/// <param name="Jobs">All of them.</param>
/// <param name="Intents">All of them, by time.</param>
/// <param name="Attempts">All of them, by time.</param>
/// <param name="Lanes">All of them, in key order.</param>
/// <param name="Nodes">The incarnations whose lease has not run out.</param>
public sealed record StoreRecords(
    DateTimeOffset At, IReadOnlyList<Job> Jobs, IReadOnlyList<IntentRecord> Intents, IReadOnlyList<Attempt> Attempts, IReadOnlyList<LaneRecord> Lanes,
    IReadOnlyList<Guid> Nodes);

/// <summary>An intent and who made it.</summary>
/// <param name="Evidence">How its outcome is known; null while it is not.</param>
public sealed record IntentRecord(Intent Intent, Guid ChannelId, Guid Node, long Epoch, DateTimeOffset? OutcomeAt, string? Evidence);

/// <summary>A job in a person's hands.</summary>
/// <param name="At">When it was handed over.</param>
/// <param name="EndedAt">Null while it is open.</param>
/// <param name="Outcome">As what it ended; null while it is open.</param>
public sealed record HandoverRecord(Guid Id, Guid JobId, DateTimeOffset At, DateTimeOffset? EndedAt, HandoverOutcome? Outcome);

/// <summary>A lane as it is stored.</summary>
public sealed record LaneRecord(LaneKey Key, DateTimeOffset? ReadyAt, Gate Gate, DateTimeOffset? PausedUntil, long Epoch, Guid? RunningJob, Guid? Owner);
