using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>An intent, who made it, and what became of it.</summary>
internal sealed class ModelIntent(Intent intent, Guid channelId, Lease lease)
{
    public Intent Intent { get; private set; } = intent;

    public Guid ChannelId { get; } = channelId;

    public Guid Node { get; } = lease.Node;

    public long Epoch { get; } = lease.Epoch;

    public DateTimeOffset? OutcomeAt { get; private set; }

    public string? Evidence { get; private set; }

    public string? Permalink { get; private set; }

    public bool IsOpen => Intent.Outcome is null;

    /// <summary>It used up the quota, or may have. A comment is no post, nor is what its owner finds in an inbox.</summary>
    public bool Counts => Intent is { Part: not PublishStep.Comment, Step: not PublishStep.Deliver } && Intent.Outcome is null or IntentOutcome.Happened;

    /// <summary>Its post waits in the account's own inbox, or may.</summary>
    public bool Waits => IsOpen && Intent.Step == PublishStep.Deliver;

    /// <summary>An answer is truth and needs no lease; the first one stands, and a later one that agrees may still name the post.</summary>
    public void Record(IntentVerdict verdict, DateTimeOffset now)
    {
        if (!IsOpen && !(Intent.Outcome == verdict.Outcome && Intent.RemoteId is null)) return;
        Intent = Intent with { Outcome = verdict.Outcome, RemoteId = verdict.RemoteId };
        (OutcomeAt, Evidence) = (OutcomeAt ?? (now < Intent.IntentAt ? Intent.IntentAt : now), Evidence ?? verdict.Evidence);
    }

    /// <summary>What is learnt of a call that happened never replaces an id that is known.</summary>
    public void Link(PartLink link)
    {
        if (Intent.Outcome != IntentOutcome.Happened) return;
        Intent = Intent with { RemoteId = Intent.RemoteId ?? link.RemoteId };
        Permalink = link.Permalink ?? Permalink;
    }
}
