using System.Data.Common;
using Microsoft.Extensions.Logging;
using Posthaste.Jobs.Engine;
using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>Has a live post deleted at its network, all of its parts. The job stays published and says when it was taken down; asking
/// again does no harm, and finishes what was begun.</summary>
internal sealed class TakeDownPost(
    IJobStore jobs, ILaneStore lanes, IAccountSource accounts, IPlatforms platforms, CallBlocks blocks, ITransactions transactions, EngineClock clock,
    TimeProvider time, ILogger<TakeDownPost> log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <param name="jobId">Which.</param>
    /// <param name="actor">Who wants it, by name: kept in the event log.</param>
    /// <param name="ct">Ends the wait for the network or the store.</param>
    public async Task<TakeDownResult> RunAsync(Guid jobId, string actor, CancellationToken ct)
    {
        if (await jobs.FindAsync(jobId, ct) is not { } job) return new TakeDownResult.NotFound();
        if (job.TakenDownAt is not null) return new TakeDownResult.Down(job);
        if (job.State != JobState.Published)
            return new TakeDownResult.Refused("not_published", "Only a post that is live can be taken down. Cancel the job to keep it from going out.");
        var parts = (await jobs.ListPartsAsync([jobId], ct)).Where(part => part.IsLive && part.Part != PublishStep.Comment).Select(part => part.RemoteId).ToList();
        if (parts.Count == 0) parts = [job.RemoteId];
        if (parts.Any(id => id is null))
            return new TakeDownResult.Refused("remote_id_unknown", "The network's id of this post is not known, so it cannot be deleted from here. Delete it in the network's own app.");
        if (platforms.Find(job.Platform) is not { } platform || await accounts.FindAsync(job.ChannelId, ct) is not { } account)
            return new TakeDownResult.Refused("disconnected", "The channel is disconnected. Connect the account again, or delete the post in the network's own app.");

        foreach (var remoteId in parts)
        {
            if (blocks.Find(job.ChannelId, job.Platform, clock.Now) is { } block) return new TakeDownResult.Blocked(block.Until);
            if (await DeleteAsync(job, platform, account, remoteId!, ct) is { } obstacle) return obstacle;
        }
        return await KeepAsync(job, actor, ct);
    }

    /// <returns>Null where it is gone.</returns>
    private async Task<TakeDownResult?> DeleteAsync(Job job, IPlatform platform, PlatformAccount account, string remoteId, CancellationToken ct)
    {
        var result = await AskAsync(job, platform, account, remoteId, ct);
        var now = clock.Now;
        if (result.Trace.Calls > 0) await lanes.CountUsageAsync(job.ChannelId, new UsageCount(result.Trace.Calls, Errors: result is DeleteResult.Failed ? 1 : 0), now, ct);
        var blocked = (result as DeleteResult.Failed)?.BlockedUntil ?? result.Trace.PauseUntil;
        if (blocked is { } until)
        {
            blocks.Add(job.ChannelId, job.Platform, RateScope.Channel, until);
            await lanes.PauseUntilAsync(job.ChannelId, until, now, ct);
        }
        return result switch
        {
            DeleteResult.NotSupported notSupported => new TakeDownResult.NotSupported(notSupported.Error),
            DeleteResult.Failed { BlockedUntil: { } later } => new TakeDownResult.Blocked(later),
            DeleteResult.Failed failed => new TakeDownResult.Failed(failed.Error),
            _ => null,
        };
    }

    private async Task<DeleteResult> AskAsync(Job job, IPlatform platform, PlatformAccount account, string remoteId, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            return await platform.DeleteAsync(account, remoteId, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Lost("timeout", "The network did not answer in time.");
        }
        catch (Exception e) when (e is not OperationCanceledException and not DbException)
        {
            log.StepThrew(e, job.Id, "delete");
            return Lost("unexpected", "Something unexpected went wrong while the post was being deleted.");
        }
    }

    private async Task<TakeDownResult> KeepAsync(Job job, string actor, CancellationToken ct)
    {
        var now = clock.Now;
        var moved = await transactions.RunAsync(() => jobs.MoveAsync(job.Id, found => new Move.To(
            // What followed up on the post is over: its link, its comment, its figures.
            found.Job with { TakenDownAt = found.Job.TakenDownAt ?? now, WakeAt = null, Step = null, Settling = null },
            new JobEvent("job.taken_down", actor),
            found.OpenIntent is { } open ? new IntentVerdict(open.Id, IntentOutcome.Abandoned, "the post was taken down") : null), now, ct), ct);
        return moved is MoveResult.Moved { Job: var down } ? new TakeDownResult.Down(down) : new TakeDownResult.NotFound();
    }

    private static DeleteResult.Failed Lost(string code, string message) =>
        new(new PlatformError { Kind = ErrorKind.RetryLater, Code = code, Message = message, Advice = "Try again: deleting twice does no harm." }) { Trace = new CallTrace { Calls = 1 } };
}

/// <summary>What became of taking a post down.</summary>
public abstract record TakeDownResult
{
    private TakeDownResult() { }

    /// <summary>It is not to be seen any more, now or since an earlier request.</summary>
    public sealed record Down(Job Job) : TakeDownResult;

    /// <summary>The job's state does not allow it; nothing was asked.</summary>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : TakeDownResult;

    /// <summary>The network, or this account's kind of sign-in, cannot do it.</summary>
    public sealed record NotSupported(PlatformError Error) : TakeDownResult;

    /// <summary>The platform wants no calls until then.</summary>
    public sealed record Blocked(DateTimeOffset Until) : TakeDownResult;

    /// <summary>It is still there, or nobody knows: asking again does no harm.</summary>
    public sealed record Failed(PlatformError Error) : TakeDownResult;

    public sealed record NotFound : TakeDownResult;
}
