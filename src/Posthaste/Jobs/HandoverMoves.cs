using System.Diagnostics;
using System.Text.Json;
using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>What becomes of a job that is, or is to be, in a person's hands. Pure: the store calls it under the lanes' locks. A card goes out only
/// where it is certain that the API has published nothing; and while it is out, nothing but a person's word opens the API's way again.</summary>
internal static class HandoverMoves
{
    public static Move Decide(JobSnapshot found, HandoverChange change, string actor, DateTimeOffset now, JobsOptions options) => change switch
    {
        HandoverChange.HandOver wanted => HandOver(found, wanted, actor, now, options),
        HandoverChange.Posted posted => Posted(found, posted, actor, now),
        HandoverChange.Link link => Link(found, link, actor),
        _ when found.Job.IsInInbox => JobMoves.InInbox,
        _ when found.Job.State != JobState.HandedOver => new Move.Refused("not_handed_over", "No card for this post is with a person."),
        HandoverChange.Withdraw => Ended(found.Job, "handover_withdrawn", $"{actor} took the card back and says that it was not posted.",
            "Retry to publish it through the API, hand it over again, or cancel it.", HandoverOutcome.Withdrawn, new JobEvent("job.handover_withdrawn", actor)),
        HandoverChange.Skip skip when IsOpen(found, skip.HandoverId) => Cancelled(found.Job, HandoverOutcome.Skipped, actor),
        HandoverChange.Snooze snooze when IsOpen(found, snooze.HandoverId) => Snoozed(found.Job, snooze, actor, now),
        HandoverChange.Fail fail when IsOpen(found, fail.HandoverId) =>
            new Move.To(Attention(found.Job, fail.Error), new JobEvent("job.needs_attention", actor)) { Outcome = HandoverOutcome.Failed },
        HandoverChange.Skip or HandoverChange.Snooze or HandoverChange.Fail =>
            new Move.Refused("handover_closed", "This card is closed: another one has taken its place."),
        _ => throw new UnreachableException(),
    };

    /// <summary>As it is once nobody has it in hand any more, and a person must say how it goes on.</summary>
    public static Job Attention(Job job, PlatformError error) => job with
    {
        State = JobState.NeedsAttention,
        Reason = JobReason.Handover,
        WakeAt = null,
        Settling = null,
        LastError = error,
    };

    /// <summary>As it is in a person's hands: nothing prepared is of use, and nothing wakes it but the end of the patience.</summary>
    public static Job InHands(Job job, HandoverOrder order, JobsOptions options) => job with
    {
        State = JobState.HandedOver,
        Reason = null,
        Lane = LaneKey.PrepareLane(job.ChannelId, job.Id, options.PrepareSlots),
        WakeAt = order.ExpiresAt,
        Step = null,
        Checkpoint = null,
        PreparedHash = null,
        Settling = null,
        Deaths = 0,
    };

    private static bool IsOpen(JobSnapshot found, Guid handoverId) => found.Handover == handoverId;

    private static Move HandOver(JobSnapshot found, HandoverChange.HandOver wanted, string actor, DateTimeOffset now, JobsOptions options)
    {
        if (Refusal(found) is { } refusal) return refusal;
        // What had passed its window, or was to be retried at once, is due now.
        var due = found.Job.DueAt < now ? now : found.Job.DueAt;
        var job = found.Job with { DueAt = due, LateAt = due + (found.Job.LateAt - found.Job.DueAt) };
        var order = HandoverOrder.For(job, HandoverCause.ByHand, wanted.Why, wanted.Card, now);
        return new Move.To(InHands(job, order, options), order.ToEvent("job.handed_over", actor)) { Order = order };
    }

    private static Move.Refused? Refusal(JobSnapshot found) => found switch
    {
        { Job.IsInInbox: true } => JobMoves.InInbox,
        { Job.State: JobState.Published } => new("already_published", "The post is live on this channel."),
        { Job.State: JobState.HandedOver } => new("handed_over", "A card for this post is with a person already. Withdraw it first."),
        { Job: { State: JobState.NeedsAttention, Reason: JobReason.Undecidable } } =>
            new("undecided", "Nobody knows yet whether this post went live. Look at the account and resolve it first: it is live, or it is not."),
        { OpenIntent: not null, Job.Reason: JobReason.Settling } or { Job: { State: JobState.Publishing, Reason: JobReason.Settling } } =>
            new("settling", "The publish call's answer was lost, and the platform is being asked what became of it. Wait until that is settled."),
        { OpenIntent: not null } or { Job.State: JobState.Publishing } => new("publishing_now", "The post is being published right now."),
        { LiveParts: > 0 } => new("partly_published", "A part of this post is live already. Retry to publish the rest, or cancel it."),
        { Job.State: JobState.Cancelled } => new("cancelled", "The job was cancelled. Schedule the post again to revive it."),
        { Job.State: JobState.Failed } => new("already_closed", "The job is closed. Schedule the post again to revive it."),
        _ => null,
    };

    /// <summary>What a person does outside cannot be undone. Where the API did nothing, it never will; where it did, or may have, that is told.</summary>
    private static Move Posted(JobSnapshot found, HandoverChange.Posted posted, string actor, DateTimeOffset now)
    {
        var job = found.Job;
        if (job is { State: JobState.Published, Method: PublishMethod.Manual }) return new Move.Refused("already_posted", "It is known already that this post was published by hand.");
        if (job.State is JobState.Published or JobState.Publishing || found.OpenIntent is not null || found.LiveParts > 0)
        {
            var data = JsonSerializer.Serialize(new { handoverId = posted.HandoverId, by = posted.By }, JsonSerializerOptions.Web);
            return new Move.Told(new JobEvent("job.possible_duplicate", actor, data) { Id = posted.EventId });
        }
        var live = job with
        {
            State = JobState.Published,
            Reason = null,
            Method = PublishMethod.Manual,
            WakeAt = null,
            Step = null,
            Checkpoint = null,
            PreparedHash = null,
            Settling = null,
            LastError = null,
            PublishedAt = now,
            // Punctuality is the engine's: a person may well be early.
            LatenessMs = null,
        };
        return new Move.To(live, new JobEvent("job.published", actor, """{"method":"manual"}""") { Id = posted.EventId }) { Outcome = HandoverOutcome.Posted };
    }

    private static Move Link(JobSnapshot found, HandoverChange.Link link, string actor)
    {
        if (found.Job is not { State: JobState.Published, Method: PublishMethod.Manual } job)
            return new Move.Refused("not_posted_by_hand", "Only a post that was published by hand can be given its link.");
        var linked = job with { Permalink = link.Permalink.ToString(), RemoteId = job.RemoteId ?? link.RemoteId, PublishedAt = link.At ?? job.PublishedAt };
        return linked == job
            ? new Move.Refused("already_linked", "The post has this link already.")
            : new Move.To(linked, new JobEvent("job.link_found", actor));
    }

    private static Move.To Cancelled(Job job, HandoverOutcome outcome, string actor) =>
        new(job with { State = JobState.Cancelled, Reason = null, WakeAt = null, Settling = null }, new JobEvent("job.cancelled", actor)) { Outcome = outcome };

    private static Move.To Snoozed(Job job, HandoverChange.Snooze snooze, string actor, DateTimeOffset now)
    {
        var moved = job with { DueAt = snooze.DueAt, LateAt = snooze.DueAt + (job.LateAt - job.DueAt) };
        var order = HandoverOrder.For(moved, snooze.Cause, snooze.Why, snooze.Card, now);
        return new Move.To(moved with { WakeAt = order.ExpiresAt }, order.ToEvent("job.snoozed", actor)) { Outcome = HandoverOutcome.Snoozed, Order = order };
    }

    private static Move.To Ended(Job job, string code, string message, string advice, HandoverOutcome outcome, JobEvent @event) =>
        new(Attention(job, new PlatformError { Kind = ErrorKind.RetryLater, Code = code, Message = message, Advice = advice }), @event) { Outcome = outcome };
}
