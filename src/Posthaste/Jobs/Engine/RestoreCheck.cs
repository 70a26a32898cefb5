using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Generations;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Stands before the first call of each job that a restored database holds: was it made already, in the time that the
/// database knows nothing of? An open intent stands for that call until it is known.</summary>
internal sealed class RestoreCheck(
    GenerationGuard guard, IGenerationStore generations, ILaneStore store, IContentSource contents, Settler settler, UsageLedger usage, CallBlocks blocks,
    EngineClock clock, IOptions<JobsOptions> options, ILogger<RestoreCheck> log)
{
    /// <summary>The step that the intent names: it was not this life of the database that made the call, if anybody did.</summary>
    public const string Step = "restored";

    /// <summary>Opens the intent where the job needs one.</summary>
    /// <returns>False where it does not: the run goes on. Else the end; null where another worker has the job.</returns>
    public async Task<(bool Needed, RunEnd? End)> BeginAsync(Run run, IPlatform? platform, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        // What nobody can be asked about, and what has nothing to send, does not go out either.
        if (platform is null || guard.WindowFor(job.CreatedAt, checkedAt: null) is null || await contents.LoadAsync(job, hostUntil: null, ct) is not { } content) return (false, null);
        var parts = await store.ListPartsAsync(job.Id, ct);
        if (Next(job, new Pipeline(platform.StepsFor(content.Post)), parts) is not { } step) return (false, null);
        var last = await store.FindLastIntentAsync(job.Id, step.Part, ct);
        if (guard.WindowFor(job.CreatedAt, last?.DeadlineAt) is not { } window) return (false, null);

        var now = clock.Now;
        var intent = new Intent
        {
            Id = Guid.CreateVersion7(now),
            JobId = job.Id,
            Part = step.Part,
            Number = (last?.Number ?? 0) + 1,
            // A comment is looked for below its post as after any lost answer, and its step is needed to go on.
            Step = step.Part == PublishStep.Comment ? step.Name : Step,
            Checkpoint = job.Checkpoint,
            ContentHash = job.ApprovedHash,
            IntentAt = window.From,
            DeadlineAt = window.Until,
        };
        if (!await generations.OpenIntentAsync(run.Claimed.Lease, job, intent, ct)) return (true, null);
        log.RestoredJobAsked(job.Id);
        return (true, run.Ends.AskedAfterRestore(job, now));
    }

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
        var wasDue = job.DueAt <= intent.DeadlineAt || job.FirstDueAt <= intent.DeadlineAt;

        var seen = new Evidence { Witness = Witness.Unreadable, ListRead = false };
        var list = new AccountPosts { Complete = false, Error = Unread };
        IReadOnlyList<AccountPost> suspects = [];
        if (content is not null && platform is not null && account is not null)
        {
            if (intent.Checkpoint is not null) seen = await settler.ProbeAsync(platform, account, content, job, intent, parts, ct);
            // Before the quiet time has passed its list decides nothing.
            if (seen.Witness != Witness.Published && clock.Now >= Settlement.QuietUntil(intent, Settler.IsVideo(content), options.Value.Settling)) list = await ListAsync(platform, account, content.Post.Type, job, intent, ct);
            suspects = [.. (await UnboundAsync(job, list.Posts, ct)).Where(post => wasDue || CaptionMatch.Same(content.Post.Caption, post.Caption))];
        }
        log.RestoredJobChecked(job.Id, notes.Checks + 1, seen.Witness, list.Complete ? "read" : "not read", suspects.Count);

        var now = clock.Now;
        var trace = intent.Checkpoint is null ? list.Trace : seen.Trace;
        return RestoreSettlement.Decide(intent, notes, seen, list, suspects, wasDue, Settler.IsVideo(content), now, options.Value.Settling) switch
        {
            Settlement.Live live when Settler.NextPublish(platform, content, parts, intent.Part) is { } next => ends.PartSettledLive(job, intent, live.Match, next, trace, now),
            Settlement.Live live => ends.SettledLive(job, intent, live.Match, live.Notes, Settler.FirstFollowUp(platform, content), trace, now),
            Settlement.NotLive notLive => ends.ClearedAfterRestore(job, intent, notLive.Evidence, notLive.Restart, trace, now),
            Settlement.GiveUp gaveUp => ends.Undecidable(job, Undecidable(intent, gaveUp.Message), trace, now),
            Settlement.Later later => RunEnds.StillSettling(job, later.Notes, later.At),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static readonly PlatformError Unread = new() { Kind = ErrorKind.RetryLater, Message = "The account could not be read." };

    private static PlatformError Undecidable(Intent intent, string why) => new()
    {
        Kind = ErrorKind.OutcomeUnknown,
        Code = "restored",
        Message = $"The database was restored from an older copy, and whether this post went out between {intent.IntentAt:yyyy-MM-dd HH:mm} and {intent.DeadlineAt:yyyy-MM-dd HH:mm} UTC could not be found out. {why}",
        Advice = "Look at the account, then say whether the post is live. If it is not, retry or reschedule it afterwards.",
    };

    /// <summary>The irreversible call that would be the job's next; null for none.</summary>
    private static PublishStep? Next(Job job, Pipeline pipeline, IReadOnlyList<JobPart> parts)
    {
        if (job.State != JobState.Published) return pipeline.NextPublish(parts.Where(part => part.IsLive).Select(part => part.Part).ToHashSet());
        var at = pipeline.Find(job.Step);
        return at >= 0 && pipeline.IsFollowUp(at) && pipeline[at].Kind == StepKind.Irreversible ? pipeline[at] : null;
    }

    private async Task<AccountPosts> ListAsync(IPlatform platform, PlatformAccount account, PostType type, Job job, Intent intent, CancellationToken ct)
    {
        // A question is a call too.
        if (blocks.Find(job.ChannelId, job.Platform, clock.Now) is { } block) return new AccountPosts { Complete = false, Error = block.Error, BlockedUntil = block.Until };
        var list = await platform.ListPostsAsync(account, type, intent.IntentAt, intent.DeadlineAt, ct);
        usage.Add(job.ChannelId, new UsageCount(Math.Max(1, list.Trace.Calls), Errors: list.Error is null ? 0 : 1));
        if (list.BlockedUntil is { } until) await settler.HeedAsync(job, until, ct);
        return list;
    }

    /// <summary>The posts that are known to be no job's: a post of ours has its id, or the address that a person gave.</summary>
    private async Task<IReadOnlyList<AccountPost>> UnboundAsync(Job job, IReadOnlyList<AccountPost> posts, CancellationToken ct)
    {
        if (posts.Count == 0) return posts;
        var bound = await store.FindBoundAsync(job.ChannelId, [.. posts.Select(post => post.RemoteId)], ct);
        var linked = await generations.FindLinkedAsync(job.ChannelId, [.. posts.Select(post => post.Permalink?.ToString()).OfType<string>()], ct);
        return [.. posts.Where(post => !bound.Contains(post.RemoteId) && !(post.Permalink is { } link && linked.Contains(link.ToString())))];
    }
}
