using System.Text.Json;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Posts;

/// <summary>Puts a workspace on another plan, and has the posts that wait on networks which that locks or opens looked at again at once: those of a locked one then need a person, those of
/// an opened one go on.</summary>
public sealed class ChangePlan(
    IWorkspaceStore workspaces, IChannelStore channels, IJobStore jobs, PlanGate gate, IEventLog events, ITransactions transactions, EngineClock clock, WakeSignal signal,
    IOptions<JobsOptions> options)
{
    private const int PageSize = 500;

    private static readonly JobState[] Waiting = [JobState.Scheduled, JobState.Preparing, JobState.Ready];

    public Task<ChangePlanResult> RunAsync(Guid workspaceId, string plan, string actor, CancellationToken ct) => transactions.RunAsync<ChangePlanResult>(async () =>
    {
        if (gate.Catalogue.Count == 0) return new ChangePlanResult.PlansAreOff();
        if (gate.Catalogue.FirstOrDefault(known => known.Name == plan) is not { } wanted) return new ChangePlanResult.UnknownPlan([.. gate.Catalogue.Select(known => known.Name)]);
        if (await workspaces.FindAsync(workspaceId, ct) is not { } before) return new ChangePlanResult.NotFound();
        var after = before with { Plan = wanted.Name };
        await workspaces.SavePlanAsync(workspaceId, wanted.Name, ct);

        var now = clock.Now;
        foreach (var channel in (await channels.ListAsync(workspaceId, ct)).OrderBy(channel => channel.Id))
        {
            var (was, isNow) = (gate.Find(before, channel.Platform) is null, gate.Find(after, channel.Platform) is null);
            if (was == isNow || await channels.LockAsync(channel.Id, ct) is not { } locked) continue;
            if (!isNow) await LookAgainAsync(workspaceId, channel.Id, actor, now, ct);
            // Opening an open gate wakes what a check holds back.
            else if (locked.State == ChannelState.Active) await jobs.SetGateAsync(channel.Id, Gate.Open, now, ct);
        }
        await events.AppendAsync(new Event
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = workspaceId,
            Kind = "workspace.plan_changed",
            SubjectId = workspaceId,
            At = now,
            Actor = actor,
            Data = JsonSerializer.Serialize(new { from = gate.PlanOf(before)!.Name, to = wanted.Name }),
        }, ct);
        transactions.AfterCommit(signal.Wake);
        return new ChangePlanResult.Changed(after);
    }, ct);

    private async Task LookAgainAsync(Guid workspaceId, Guid channelId, string actor, DateTimeOffset now, CancellationToken ct)
    {
        (DateTimeOffset, Guid)? after = null;
        IReadOnlyList<Job> page;
        do
        {
            page = await jobs.ListAsync(new JobQuery { WorkspaceId = workspaceId, ChannelId = channelId, States = Waiting, After = after, Limit = PageSize }, ct);
            // One that is being published meanwhile refuses, and goes out.
            foreach (var job in page) await jobs.MoveAsync(job.Id, found => Again(found, actor, now), now, ct);
            if (page.Count > 0) after = (page[^1].DueAt, page[^1].Id);
        }
        while (page.Count == PageSize);
    }

    // What was prepared is dropped: it is looked at before preparing only, and what has ended must not go out on the strength of it.
    private Move Again(JobSnapshot found, string actor, DateTimeOffset now)
    {
        var revised = JobMoves.Decide(found, new JobChange.Revise(found.Job.ApprovedHash, found.Job.Lead), actor, now, options.Value);
        if (revised is Move.To to) revised = to with { Job = to.Job with { WakeAt = now } };
        return revised;
    }
}

/// <summary>What came of it.</summary>
public abstract record ChangePlanResult
{
    private ChangePlanResult() { }

    public sealed record Changed(Workspace Workspace) : ChangePlanResult;

    public sealed record UnknownPlan(IReadOnlyList<string> Known) : ChangePlanResult;

    public sealed record PlansAreOff : ChangePlanResult;

    public sealed record NotFound : ChangePlanResult;
}
