using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Asks the platform about publish calls whose outcome is unknown.</summary>
internal sealed class Settler(
    ILaneStore store, IContentSource contents, UsageLedger usage, CallBlocks blocks, EngineClock clock, IOptions<JobsOptions> options, ILogger<Settler> log)
{
    /// <summary>Between the platform's clock and ours.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(1);

    /// <param name="platform">Null where this server no longer knows it: then nobody can be asked, and in the end a person is.</param>
    /// <param name="account">Null where the channel has no token.</param>
    public async Task<RunEnd> SettleAsync(Run run, IPlatform? platform, PlatformAccount? account, CancellationToken ct)
    {
        var (claimed, ends) = (run.Claimed, run.Ends);
        var intent = claimed.OpenIntent!;
        var notes = claimed.Job.Settling ?? SettleNotes.None;
        var job = ends.InPrepareLane(claimed.Job) with { State = JobState.Publishing, Reason = JobReason.Settling, Settling = notes };
        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        var parts = await store.ListPartsAsync(job.Id, ct);
        var seen = content is null || platform is null || account is null
            ? new Evidence { Witness = Witness.Unreadable, ListRead = false }
            : await ProbeAsync(platform, account, content, job, intent, parts, ct);
        Failpoint.Reach("settle.after_read");
        var others = await ClaimsOfOthersAsync(job, content?.Post, seen, ct);
        log.SettlingChecked(job.Id, notes.Checks + 1, seen.Witness, seen.Matches.Count);

        var now = clock.Now;
        var video = content?.Post.Media.Any(media => media.DurationMs is not null) ?? true;
        return Settlement.Decide(intent, notes, seen, others, video, now, options.Value.Settling) switch
        {
            Settlement.Live live when NextPublish(platform, content, parts, intent.Part) is { } next =>
                ends.PartSettledLive(job, intent, live.Match, next, seen.Trace, now),
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

    /// <summary>The job was being settled, or was between two parts, when its worker was lost; and every call of it has its answer.</summary>
    public async Task<RunEnd> AnsweredElsewhereAsync(Run run, IPlatform? platform, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        var now = clock.Now;
        var parts = await store.ListPartsAsync(job.Id, ct);
        if (parts is not [.., { IsLive: true } last]) return new RunEnd { Job = RunEnds.GoOn(job, job.Step!, now) with { LastError = job.LastError } };

        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        if (NextPublish(platform, content, parts, last.Part) is { } next) return new RunEnd { Job = RunEnds.GoOn(job, next, now) };
        var followUp = content is null || platform is null ? null : new Pipeline(platform.StepsFor(content.Post)).FirstFollowUp;
        var intent = (await store.FindLastIntentAsync(job.Id, last.Part, ct))!;
        return run.Ends.SettledByAnswer(job, intent, last.RemoteId, followUp, now);
    }

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
        try
        {
            seen = await platform.ProbeAsync(new ProbeCall
            {
                Account = account,
                Post = content.Post,
                Part = intent.Part,
                RemoteId = intent.Part == PublishStep.Comment ? job.RemoteId : null,
                OtherPartIds = [.. parts.Where(part => part.Part != intent.Part).Select(part => part.RemoteId).OfType<string>()],
                Checkpoint = intent.Checkpoint,
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
        if (seen.BlockedUntil is { } until)
        {
            blocks.Add(job.ChannelId, job.Platform, RateScope.Channel, until);
            await store.PauseUntilAsync(job.ChannelId, until, clock.Now, ct);
        }
        return seen;
    }

    /// <param name="job">Whose call it is.</param>
    /// <param name="post">What it publishes; null where only what is bound already counts.</param>
    /// <param name="seen">What the account shows.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<OtherClaims> ClaimsOfOthersAsync(Job job, PlatformPost? post, Evidence seen, CancellationToken ct)
    {
        if (seen.Matches.Count == 0) return OtherClaims.None;
        var claims = new OtherClaims(await store.FindBoundAsync(job.ChannelId, [.. seen.Matches.Select(match => match.RemoteId)], ct));
        return post is not null && claims.LeaveOf(seen) is [var only] ? claims with { Contested = await IsContestedAsync(job, post, only.At, seen.Witness, ct) } : claims;
    }

    // Two stories look alike, and the account may show one of them long before the other. A call still being asked about has its own
    // witness, and counts only where nobody has one: else two lost calls would wait for each other.
    private async Task<bool> IsContestedAsync(Job job, PlatformPost post, DateTimeOffset at, Witness witness, CancellationToken ct)
    {
        var settling = options.Value.Settling;
        var calledSince = at - Settlement.LongestCall - (settling.RemoteVideoProcessing + settling.StatusLag) * settling.Scale;
        foreach (var other in await store.ListNamelessAsync(job.ChannelId, calledSince, at + ClockError, alsoOpen: witness == Witness.None, ct))
        {
            if (other.Id == job.Id) continue;
            var theirs = (await contents.LoadAsync(other, hostUntil: null, ct))?.Post;
            if (theirs is null || (theirs.Type == post.Type && (post.Type == PostType.Story || theirs.Caption == post.Caption))) return true;
        }
        return false;
    }
}
