using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Handover;

/// <summary>Carries out what a person says of a card, from wherever they say it. The same said twice changes nothing the second time; what comes
/// too late is told as it is.</summary>
internal sealed class AnswerHandover(
    IHandoverStore handovers, IHandoverSettings settings, IJobStore jobs, IWorkspaceStore workspaces, ChangeHandover change, CheckLink checkLink, RejectPost rejectPost,
    ITransactions transactions, EngineClock clock)
{
    private static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(30);

    /// <param name="handoverId">Which card. The caller has looked whether the person may answer it.</param>
    /// <param name="answer">What they say.</param>
    /// <param name="by">Who, by name: kept in the event log, and shown on the card.</param>
    /// <param name="ct">Ends the wait for the network or the store.</param>
    public async Task<AnswerResult> RunAsync(Guid handoverId, HandAnswer answer, string by, CancellationToken ct)
    {
        if (await handovers.FindAsync(handoverId, ct) is not { } item || await jobs.FindAsync(item.JobId, ct) is not { } job) return new AnswerResult.NotFound();
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await workspaces.FindAsync(item.WorkspaceId, ct))?.TimeZone ?? "UTC");
        switch (answer)
        {
            case HandAnswer.Posted posted:
                // The network is asked before any transaction.
                var link = posted.Link is null ? null : await checkLink.RunAsync(job, posted.Link, ct);
                return link is LinkCheck.Refused refused ? new AnswerResult.Refused(refused.Code, refused.Message) : await LockedAsync(item, (found, now) => PostedAsync(found, link, by, zone, now, ct), ct);
            case HandAnswer.Skip:
                return await LockedAsync(item, (found, now) => EndAsync(found, new HandoverChange.Skip(found.Id), by, zone, "It is left out on this account.", ct), ct);
            case HandAnswer.Snooze snooze:
                return await LockedAsync(item, (found, now) => SnoozeAsync(found, snooze, by, zone, now, ct), ct);
            case HandAnswer.Reject reject:
                return await RejectAsync(item, reject.Reason, by, zone, ct);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>With the lanes of its channel locked: whoever says something at the same moment comes afterwards, and sees what this one did.</summary>
    private Task<AnswerResult> LockedAsync(HandoverItem item, Func<HandoverItem, DateTimeOffset, Task<AnswerResult>> decide, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var now = clock.Now;
            await jobs.MoveAsync(item.JobId, _ => new Move.Refused("asked", "Only asked."), now, ct);
            return await decide((await handovers.FindAsync(item.Id, ct))!, now);
        }, ct);

    private async Task<AnswerResult> PostedAsync(HandoverItem item, LinkCheck? link, string by, TimeZoneInfo zone, DateTimeOffset now, CancellationToken ct)
    {
        var before = (await jobs.FindAsync(item.JobId, ct))!;
        if (before is { State: JobState.Published, Method: PublishMethod.Manual })
            return link is null
                ? new AnswerResult.Done(before, $"It is known already. {HandoverWords.Verdict(item, zone)}", item.IsOpen ? null : HandoverWords.Verdict(item, zone))
                : await LinkAsync(item, before, link, by, zone, now, ct);
        // Told once.
        if (item.LateBy is not null) return new AnswerResult.Done(before, $"It is known already: {Duplicate}", Duplicate);

        var result = await change.RunAsync(item.JobId, new HandoverChange.Posted(item.Id, by, NewId.At(now)), by, ct);
        if (result is not MoveResult.Moved { Job: var job }) return Refused(result);
        if (job is not { State: JobState.Published, Method: PublishMethod.Manual })
        {
            await handovers.SaveLateAsync(item.Id, by, now, ct);
            return new AnswerResult.Done(job, Duplicate, Duplicate);
        }
        var verdict = $"Posted by {by} at {HandoverWords.Time(now, zone)}.";
        if (item.IsOpen) await handovers.SaveVerdictAsync(item.Id, verdict, HandoverOutcome.Posted, now, ct);
        return link is null ? new AnswerResult.Done(job, "Noted: it is posted.", verdict) : await LinkAsync(item, job, link, by, zone, now, ct);
    }

    private async Task<AnswerResult> LinkAsync(HandoverItem item, Job job, LinkCheck link, string by, TimeZoneInfo zone, DateTimeOffset now, CancellationToken ct)
    {
        var (permalink, remoteId, at) = link switch
        {
            LinkCheck.Verified found => (found.Permalink, (string?)found.RemoteId, (DateTimeOffset?)found.At),
            LinkCheck.Unverified said => (said.Permalink, (string?)null, (DateTimeOffset?)null),
            _ => throw new UnreachableException(),
        };
        var result = await change.RunAsync(item.JobId, new HandoverChange.Link(permalink, remoteId, at), by, ct);
        if (result is MoveResult.Refused { Code: not "already_linked" } refused) return new AnswerResult.Refused(refused.Code, refused.Message);
        await handovers.SaveLinkAsync(item.Id, permalink.ToString(), remoteId is not null, now, ct);
        var told = remoteId is not null ? "The link was found in the account." : "The link was kept; the account could not confirm it.";
        var posted = item.Outcome == HandoverOutcome.Posted ? HandoverWords.Verdict(item, zone) : $"Posted by {by} at {HandoverWords.Time(now, zone)}.";
        return new AnswerResult.Done(result is MoveResult.Moved moved ? moved.Job : job, told, $"{posted} {permalink}");
    }

    private async Task<AnswerResult> SnoozeAsync(HandoverItem item, HandAnswer.Snooze snooze, string by, TimeZoneInfo zone, DateTimeOffset now, CancellationToken ct)
    {
        var due = snooze.DueAt(item.DueAt > now ? item.DueAt : now, item.DueAt, zone);
        if (due <= now || due > now + LongestSnooze) return new AnswerResult.Refused("invalid_time", "Put it off by a minute to 30 days.");
        var card = (await settings.FindAsync(item.WorkspaceId, ct)).Card;
        var later = new HandoverChange.Snooze(item.Id, due, item.Cause, item.Why, card);
        return await EndAsync(item, later, by, zone, $"Put off to {HandoverWords.Time(due, zone, now)}. Another card comes in time.", ct);
    }

    private async Task<AnswerResult> EndAsync(HandoverItem item, HandoverChange wanted, string by, TimeZoneInfo zone, string told, CancellationToken ct)
    {
        if (!item.IsOpen) return Closed(item, zone);
        var result = await change.RunAsync(item.JobId, wanted, by, ct);
        if (result is not MoveResult.Moved { Job: var job }) return Refused(result);
        return new AnswerResult.Done(job, told, HandoverWords.Verdict((await handovers.FindAsync(item.Id, ct))!, zone));
    }

    /// <summary>The post first: it is locked before the lanes of its jobs, all of which are cancelled.</summary>
    private Task<AnswerResult> RejectAsync(HandoverItem item, string reason, string by, TimeZoneInfo zone, CancellationToken ct) =>
        transactions.RunAsync<AnswerResult>(async () =>
        {
            if (await handovers.FindAsync(item.Id, ct) is not { IsOpen: true }) return Closed((await handovers.FindAsync(item.Id, ct))!, zone);
            switch (await rejectPost.RunAsync(item.WorkspaceId, item.PostId, reason, by, ct))
            {
                case PostResult.Saved:
                    var verdict = $"Rejected by {by} at {HandoverWords.Time(clock.Now, zone)}: {reason.Trim()}";
                    await handovers.SaveVerdictAsync(item.Id, verdict, HandoverOutcome.Rejected, clock.Now, ct);
                    return new AnswerResult.Done((await jobs.FindAsync(item.JobId, ct))!, "The post is rejected.", verdict);
                case PostResult.Refused refused:
                    return new AnswerResult.Refused(refused.Code, refused.Message);
                case PostResult.Invalid invalid:
                    return new AnswerResult.Refused(invalid.Findings[0].Code, invalid.Findings[0].Message);
                default:
                    return new AnswerResult.Refused("post_gone", "The post is gone.");
            }
        }, ct);

    private const string Duplicate = "The server is publishing this post, or has done so: it may be there twice. Look at the account.";

    private static AnswerResult.Refused Closed(HandoverItem item, TimeZoneInfo zone) => new("handover_closed", HandoverWords.Verdict(item, zone)) { Verdict = HandoverWords.Verdict(item, zone) };

    private static AnswerResult Refused(MoveResult result) => result is MoveResult.Refused refused
        ? new AnswerResult.Refused(refused.Code, refused.Message)
        : new AnswerResult.NotFound();
}
