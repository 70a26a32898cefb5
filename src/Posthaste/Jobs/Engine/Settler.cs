using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Telemetry;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Asks the platform about publish calls whose outcome is unknown.</summary>
internal sealed class Settler(
    ILaneStore store, IContentSource contents, UsageLedger usage, CallBlocks blocks, EngineClock clock, IOptions<JobsOptions> options, ILogger<Settler> log)
{
    /// <param name="platform">Null where this server no longer knows it: then nobody can be asked, and in the end a person is.</param>
    /// <param name="account">Null where the channel has no token.</param>
    public async Task<RunEnd> SettleAsync(Run run, IPlatform? platform, PlatformAccount? account, CancellationToken ct)
    {
        var (claimed, ends) = (run.Claimed, run.Ends);
        var intent = claimed.OpenIntent!;
        var notes = claimed.Job.Settling ?? SettleNotes.None;
        var job = ends.InPrepareLane(claimed.Job) with { State = RunEnds.StateOf(notes), Reason = RunEnds.ReasonOf(notes), Settling = notes };
        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        var parts = await store.ListPartsAsync(job.Id, ct);
        var seen = content is null || platform is null || account is null
            ? new Evidence { Witness = Witness.Unreadable, ListRead = false }
            : await ProbeAsync(platform, account, content, job, intent, parts, ct);
        Failpoint.Reach("settle.after_read");
        var others = await ClaimsOfOthersAsync(job, intent, content?.Post, seen, ct);
        log.SettlingChecked(job.Id, notes.Checks + 1, seen.Witness, seen.Matches.Count);

        var now = clock.Now;
        return Settlement.Decide(intent, notes, seen, others, IsVideo(content), now, options.Value.Settling) switch
        {
            Settlement.Live live when NextPublish(platform, content, parts, intent.Part) is { } next =>
                ends.PartSettledLive(job, intent, live.Match, next, seen.Trace, now),
            Settlement.Live live => ends.SettledLive(job, intent, live.Match, live.Notes, FirstFollowUp(platform, content), seen.Trace, now),
            Settlement.NotLive notLive => ends.SettledNotLive(job with { LastError = seen.Error ?? job.LastError }, intent, notLive.Evidence, notLive.Restart, seen.Trace, now),
            Settlement.Failed failed => ends.SettledFailed(job, intent, failed.Evidence,
                seen.Error ?? new PlatformError { Kind = ErrorKind.FixContent, Message = "The platform could not process the media." }, seen.Trace, now),
            Settlement.GiveUp gaveUp => ends.Undecidable(job, new PlatformError
            {
                Kind = ErrorKind.OutcomeUnknown,
                Code = gaveUp.Code,
                Message = gaveUp.Message,
                Advice = gaveUp.Advice,
            }, seen.Trace, now),
            Settlement.Delivered delivered => ends.Delivered(job, delivered.Notes, delivered.LookAt, seen.Trace, now),
            Settlement.Later later => RunEnds.StillSettling(job, later.Notes, later.At),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The job was being settled, or was between two parts, when its worker was lost; and every call of it has its answer.</summary>
    public async Task<RunEnd> AnsweredElsewhereAsync(Run run, IPlatform? platform, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        var now = clock.Now;
        var parts = await store.ListPartsAsync(job.Id, ct);
        if (parts is not [.., { IsLive: true } last]) return new RunEnd { Job = RunEnds.GoOn(job, job.Step!, now) with { LastError = job.LastError } };

        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        if (NextPublish(platform, content, parts, last.Part) is { } next) return new RunEnd { Job = RunEnds.GoOn(job, next, now) };
        var followUp = FirstFollowUp(platform, content);
        var intent = (await store.FindLastIntentAsync(job.Id, last.Part, ct))!;
        return run.Ends.SettledByAnswer(job, intent, last.RemoteId, followUp, now);
    }

    internal static string? FirstFollowUp(IPlatform? platform, PublishContent? content) =>
        content is null || platform is null ? null : new Pipeline(platform.StepsFor(content.Post)).FirstFollowUp;

    /// <summary>The platform may be at work longer. What is gone may have been one.</summary>
    internal static bool IsVideo(PublishContent? content) => content?.Post.Media.Any(media => media.DurationMs is not null) ?? true;

    internal static string? NextPublish(IPlatform? platform, PublishContent? content, IReadOnlyList<JobPart> parts, string liveToo)
    {
        if (platform is null || content is null) return null;
        var live = parts.Where(part => part.IsLive).Select(part => part.Part).Append(liveToo).ToHashSet();
        return new Pipeline(platform.StepsFor(content.Post)).NextPublish(live)?.Name;
    }

    public async Task<Evidence> ProbeAsync(
        IPlatform platform, PlatformAccount account, PublishContent content, Job job, Intent intent, IReadOnlyList<JobPart> parts, CancellationToken ct)
    {
        // A question is a call too.
        if (blocks.Find(job.ChannelId, job.Platform, clock.Now) is { } block)
            return new Evidence { Witness = Witness.Unreadable, ListRead = false, BlockedUntil = block.Until };
        Evidence seen;
        using var span = EngineTraces.BeginStep("probe");
        try
        {
            seen = await platform.ProbeAsync(new ProbeCall
            {
                Account = account,
                Post = content.Post,
                Part = intent.Part,
                RemoteId = intent.Part == PublishStep.Comment ? job.RemoteId : null,
                OtherPartIds = [.. parts.Where(part => part.Part != intent.Part).Select(part => part.RemoteId).OfType<string>()],
                // What the platform took it under was in its answer.
                Checkpoint = job.Settling is { Taken: true } ? job.Checkpoint : intent.Checkpoint,
                // An earlier call with the same container, held for one without effect, may be the one that made it live.
                IntentAt = parts.FirstOrDefault(part => part.Part == intent.Part)?.FirstIntentAt ?? intent.IntentAt,
                DeadlineAt = intent.DeadlineAt,
            }, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException and not DbException)
        {
            log.StepThrew(e, job.Id, "probe");
            return new Evidence { Witness = Witness.Unreadable, ListRead = false };
        }
        usage.Add(job.ChannelId, new UsageCount(Math.Max(1, seen.Trace.Calls), Errors: seen.Error is null ? 0 : 1));
        EngineTraces.EndStep(span, seen.Witness.ToString(), seen.Error, seen.Trace);
        if (seen.BlockedUntil is { } until) await HeedAsync(job, until, ct);
        return seen;
    }

    /// <summary>The answer to a question was to stop calling for a while.</summary>
    public Task HeedAsync(Job job, DateTimeOffset until, CancellationToken ct)
    {
        blocks.Add(job.ChannelId, job.Platform, RateScope.Channel, until);
        return store.PauseUntilAsync(job.ChannelId, until, clock.Now, ct);
    }

    /// <param name="job">Whose call it is.</param>
    /// <param name="intent">The call.</param>
    /// <param name="post">What it publishes; null where only what is bound already counts.</param>
    /// <param name="seen">What the account shows.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<OtherClaims> ClaimsOfOthersAsync(Job job, Intent intent, PlatformPost? post, Evidence seen, CancellationToken ct)
    {
        if (seen.Matches.Count == 0) return OtherClaims.None;
        var claims = new OtherClaims(await store.FindBoundAsync(job.ChannelId, [.. seen.Matches.Select(match => match.RemoteId)], ct));
        var left = claims.LeaveOf(seen);
        if (post is null || left.Count == 0) return claims;

        var alike = await ListAlikeAsync(job, intent, post, left, ct);
        // Calls of a channel come one after another, so the last one before a post is the likeliest to have made it. This one's earlier
        // calls are held for ones without effect, and do not count.
        bool MayHaveMade(Intent call, DateTimeOffset at) =>
            call.IntentAt <= at + Settlement.ClockError && (intent.IntentAt > at + Settlement.ClockError || call.IntentAt > intent.IntentAt - Settlement.ClockError);
        var live = alike.Where(call => call.Outcome == IntentOutcome.Happened).ToList();
        return claims with
        {
            Contested = Settlement.MayBeOurs(intent, left, job.Settling ?? SettleNotes.None, options.Value.Settling) is [var only] && alike.Any(call => MayHaveMade(call, only.At)),
            Explained = left.Count <= live.Count && left.All(match => live.Any(call => call.IntentAt <= match.At + Settlement.ClockError && match.At <= call.DeadlineAt + Late)),
        };
    }

    private TimeSpan Late => (options.Value.Settling.RemoteVideoProcessing + options.Value.Settling.StatusLag) * options.Value.Settling.Scale;

    /// <summary>The channel's other calls whose post nobody knows, and whose posts look like this one: of two stories nobody can tell which is which.</summary>
    private async Task<IReadOnlyList<Intent>> ListAlikeAsync(Job job, Intent intent, PlatformPost post, IReadOnlyList<RemotePost> left, CancellationToken ct)
    {
        var from = left.Min(match => match.At) - Settlement.LongestCall - Late;
        var calls = await store.ListNamelessAsync(job.ChannelId, from, left.Max(match => match.At) + Settlement.ClockError, ct);
        var alike = new List<Intent>();
        foreach (var ofJob in calls.Where(call => call.Job.Id != job.Id || call.Intent.Part != intent.Part).GroupBy(call => call.Job.Id))
        {
            var theirs = ofJob.Key == job.Id ? post : (await contents.LoadAsync(ofJob.First().Job, hostUntil: null, ct))?.Post;
            if (theirs is null || (theirs.Type == post.Type && (post.Type == PostType.Story || theirs.Caption == post.Caption))) alike.AddRange(ofJob.Select(call => call.Intent));
        }
        return alike;
    }
}
