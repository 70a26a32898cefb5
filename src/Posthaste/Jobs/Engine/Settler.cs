using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Asks the platform: about calls whose outcome is unknown, and about posts that are live.</summary>
internal sealed class Settler(
    ILaneStore store, IContentSource contents, IAccountSource accounts, StepRunner steps, UsageLedger usage, EngineClock clock, IOptions<JobsOptions> options,
    ILogger<Settler> log)
{
    /// <summary>How long a missing link is looked for.</summary>
    private static readonly TimeSpan FollowUpFor = TimeSpan.FromHours(24);

    /// <param name="platform">Null where this server no longer knows it: then nobody can be asked, and in the end a person is.</param>
    /// <param name="account">Null where the channel has no token.</param>
    public async Task<RunEnd> SettleAsync(Run run, IPlatform? platform, PlatformAccount? account, CancellationToken ct)
    {
        var (claimed, ends) = (run.Claimed, run.Ends);
        var intent = claimed.OpenIntent!;
        var notes = claimed.Job.Settling ?? SettleNotes.None;
        var job = ends.InPrepareLane(claimed.Job) with { State = JobState.Publishing, Reason = JobReason.Settling, Settling = notes };
        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        var seen = content is null || platform is null || account is null
            ? new Evidence { Witness = Witness.Unreadable, ListRead = false }
            : await ProbeAsync(platform, account, content, job, intent, ct);
        var bound = await BoundAsync(job, seen, ct);
        log.SettlingChecked(job.Id, notes.Checks + 1, seen.Witness, seen.Matches.Count);

        var now = clock.Now;
        var video = content?.Post.Media.Any(media => media.DurationMs is not null) ?? true;
        return Settlement.Decide(intent, notes, seen, bound, video, now, options.Value.Settling) switch
        {
            Settlement.Live live => ends.SettledLive(job, intent, live.Match, live.Notes, seen.Trace, now),
            Settlement.NotLive notLive => ends.SettledNotLive(job, intent, notLive.Evidence, notLive.Restart, seen.Trace, now),
            Settlement.Failed failed => ends.SettledFailed(job, intent, failed.Evidence,
                seen.Error ?? new PlatformError { Kind = ErrorKind.FixContent, Message = "The platform could not process the media." }, seen.Trace, now),
            Settlement.GiveUp gaveUp => ends.Undecidable(job, new PlatformError
            {
                Kind = ErrorKind.OutcomeUnknown,
                Code = "undecidable",
                Message = gaveUp.Message,
                Advice = "Look at the account, then say whether the post is live.",
            }, seen.Trace, now),
            Settlement.Later later => RunEnds.StillSettling(job, later.Notes, later.At),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The job was being settled when the answer of its call reached the store after all, from the worker it had
    /// been taken from.</summary>
    public async Task<RunEnd> AnsweredElsewhereAsync(Run run, IPlatform? platform, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        var now = clock.Now;
        var last = await store.FindLastIntentAsync(job.Id, Publisher.PostPart, ct);
        if (last is not { Outcome: IntentOutcome.Happened })
        {
            return new RunEnd { Job = job with { State = JobState.Ready, Reason = null, Settling = null, Lane = LaneKey.PublishLane(job.ChannelId), WakeAt = now } };
        }
        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        var followUp = content is null || platform is null ? null : platform.StepsFor(content.Post).SkipWhile(step => step.Name != last.Step).Skip(1).FirstOrDefault();
        return run.Ends.SettledByAnswer(job, last, last.RemoteId, followUp?.Name, now);
    }

    /// <summary>What comes after the publish call. Nothing here can turn a live post into a failure.</summary>
    public async Task<RunEnd> FollowUpAsync(Run run, IPlatform? platform, PlatformAccount? account, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        if (content is null || job.Step is null || platform is null || account is null) return Done(job);
        if (job.Step == RunEnds.FindLink || job.RemoteId is null) return await FindLinkAsync(platform, account, content, job, ct);

        var pipeline = platform.StepsFor(content.Post);
        var at = pipeline.ToList().FindIndex(step => step.Name == job.Step);
        if (at < 0 || pipeline[at].Kind == StepKind.Irreversible) return Done(job);
        var result = await steps.RepeatAsync(platform, new StepCall
        {
            Step = job.Step,
            Account = account,
            Post = content.Post,
            Checkpoint = job.Checkpoint,
            RemoteId = job.RemoteId,
        }, job, run.Deadline, ct);
        var next = at + 1 < pipeline.Count ? pipeline[at + 1].Name : null;
        switch (result)
        {
            case StepResult.Found found:
                return Next(job with { Permalink = found.Permalink.ToString(), PublishedAt = found.PublishedAt ?? job.PublishedAt }, next, new JobEvent("job.link_found", "engine"));
            case StepResult.Advance advance:
                return Next(job with { Checkpoint = advance.Checkpoint }, next, null);
            case StepResult.Rejected:
                return Next(job, next, null);
            case StepResult.Unauthorized unauthorized:
                await accounts.ReportDeadTokenAsync(account, unauthorized.Error, ct);
                return Later(job, null);
            case StepResult.RateLimited limited:
                await store.PauseAsync(job, limited.Scope, limited.Until, clock.Now, ct);
                return Later(job, limited.Until);
            case StepResult.Wait wait:
                return Later(job with { Checkpoint = wait.Checkpoint }, wait.Until);
            default:
                return Later(job, null);
        }
    }

    private async Task<RunEnd> FindLinkAsync(IPlatform platform, PlatformAccount account, PublishContent content, Job job, CancellationToken ct)
    {
        if (await store.FindLastIntentAsync(job.Id, Publisher.PostPart, ct) is not { } intent) return Done(job);
        var seen = await ProbeAsync(platform, account, content, job, intent, ct);
        var bound = await BoundAsync(job, seen, ct);
        var matches = seen.Matches.Where(match => !bound.Contains(match.RemoteId)).ToList();
        var now = clock.Now;
        var notes = Settlement.Note(job.Settling ?? SettleNotes.None, matches, now);
        if (Settlement.OnlyMatch(notes, matches, now, options.Value.Settling) is not { } match)
        {
            return Later(job with { Settling = notes }, Settlement.NextLook(notes, seen, now, options.Value.Settling));
        }
        var found = job with { RemoteId = match.RemoteId, Permalink = match.Permalink?.ToString(), PublishedAt = match.At, Settling = null };
        return Done(found) with { Event = new JobEvent("job.link_found", "engine") };
    }

    private async Task<Evidence> ProbeAsync(IPlatform platform, PlatformAccount account, PublishContent content, Job job, Intent intent, CancellationToken ct)
    {
        Evidence seen;
        try
        {
            seen = await platform.ProbeAsync(new ProbeCall
            {
                Account = account,
                Post = content.Post,
                Checkpoint = intent.Checkpoint,
                IntentAt = intent.IntentAt,
                DeadlineAt = intent.DeadlineAt,
            }, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException and not DbException)
        {
            log.StepThrew(e, job.Id, "probe");
            return new Evidence { Witness = Witness.Unreadable, ListRead = false };
        }
        usage.Add(job.ChannelId, Math.Max(1, seen.Trace.Calls), 0, seen.Error is null ? 0 : 1);
        if (seen.BlockedUntil is { } until) await store.PauseUntilAsync(job.ChannelId, until, clock.Now, ct);
        return seen;
    }

    private Task<IReadOnlySet<string>> BoundAsync(Job job, Evidence seen, CancellationToken ct) => seen.Matches.Count == 0
        ? Task.FromResult<IReadOnlySet<string>>(new HashSet<string>())
        : store.FindBoundAsync(job.ChannelId, [.. seen.Matches.Select(match => match.RemoteId)], ct);

    private RunEnd Later(Job job, DateTimeOffset? at)
    {
        var age = clock.Now - (job.PublishedAt ?? job.DueAt);
        if (age > FollowUpFor) return Done(job);
        var wait = age < TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(5) : age < TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(30);
        return new RunEnd { Job = job with { WakeAt = at ?? clock.Now + wait, Deaths = 0 } };
    }

    private RunEnd Next(Job job, string? step, JobEvent? news) => step is null
        ? Done(job) with { Event = news }
        : new RunEnd { Job = job with { Step = step, WakeAt = clock.Now, Deaths = 0 }, Event = news };

    private static RunEnd Done(Job job) => new() { Job = job with { WakeAt = null, Step = null } };
}
