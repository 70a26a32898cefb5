using Posthaste.Jobs;

namespace Posthaste.Tests.Simulation.Model;

// The jobs that people have, or had, in hand.
internal sealed partial class ModelStore
{
    private readonly List<ModelHandover> _handovers = [];

    /// <summary>All that ever were, in order.</summary>
    public IReadOnlyList<ModelHandover> Handovers => _handovers;

    public ModelHandover? OpenHandoverOf(Guid jobId) => _handovers.LastOrDefault(handover => handover.JobId == jobId && handover.Outcome is null);

    private void EndHandover(Guid jobId, HandoverOutcome outcome, DateTimeOffset now)
    {
        var open = _handovers.FindIndex(handover => handover.JobId == jobId && handover.Outcome is null);
        if (open >= 0) _handovers[open] = _handovers[open] with { Outcome = outcome, EndedAt = now };
    }

    private void Add(HandoverOrder? order, Guid jobId, DateTimeOffset now)
    {
        if (order is null || _jobs[jobId].State != JobState.HandedOver) return;
        Refuse(OpenHandoverOf(jobId) is not null, "A job is in one person's hands.");
        _handovers.Add(new ModelHandover(jobId, order, now));
    }
}

/// <summary>A job in a person's hands.</summary>
/// <param name="Outcome">Null while it is open.</param>
/// <param name="EndedAt">Null while it is open.</param>
internal sealed record ModelHandover(Guid JobId, HandoverOrder Order, DateTimeOffset At, HandoverOutcome? Outcome = null, DateTimeOffset? EndedAt = null);
