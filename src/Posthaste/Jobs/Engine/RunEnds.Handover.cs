using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>The ends of a run after which a person has the job, or no longer has it.</summary>
internal sealed partial class RunEnds
{
    /// <summary>A person publishes it.</summary>
    /// <param name="end">How the run would have ended: its row and its verdict stay.</param>
    public RunEnd HandedOver(RunEnd end, HandoverOrder order) => end with
    {
        Job = HandoverMoves.InHands(end.Job, order, options),
        Event = order.ToEvent("job.handed_over", "engine"),
        Order = order,
    };

    /// <summary>A person publishes it, but not yet.</summary>
    public RunEnd WaitsForCard(Job job, DateTimeOffset cardAt) => new()
    {
        Job = FromTheStart(job) with { Reason = null, LastError = null, WakeAt = cardAt, Deaths = 0 },
    };

    /// <summary>Nobody answered the card. Whether somebody posted it all the same is for a person to find out.</summary>
    public static RunEnd HandoverExpired(Job job) => new()
    {
        Job = HandoverMoves.Attention(job, new PlatformError
        {
            Kind = ErrorKind.RetryLater,
            Code = "handover_expired",
            Message = "A card for this post was with a person, and nobody answered it in time.",
            Advice = "Look at the account. Then say that it is posted, retry to publish it through the API, hand it over again, or cancel it.",
        }),
        Outcome = HandoverOutcome.Expired,
        Event = new JobEvent("job.needs_attention", "engine"),
    };

    /// <summary>Nothing is sent: a person says that it is live already.</summary>
    public RunEnd Closed(Job job, PlatformError error) => new()
    {
        Job = HandoverMoves.Attention(FromTheStart(job), error),
        Event = new JobEvent("job.needs_attention", "engine"),
    };
}
