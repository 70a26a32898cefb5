using Posthaste.Jobs;

namespace Posthaste.Tests.Simulation.Model;

// One random operation.
internal sealed partial class StoreStory
{
    private Task StepAsync() => _draws.Below(40) switch
    {
        < 5 => AddAsync(),
        < 12 => ClaimAsync(),
        < 14 when _runs.Count > 0 => SaveProgressAsync(Run()),
        < 18 when _runs.Count > 0 => FinishAsync(LastOfRun()),
        < 25 when _runs.Count > 0 => OpenIntentAsync(Run()),
        25 when _runs.Count > 0 => GiveUpAsync(LastOfRun()),
        26 when _runs.Count > 0 => ReleaseAsync(LastOfRun()),
        27 or 28 when _jobs.Count > 0 => MoveAsync(_draws.Of(_jobs)),
        29 => PauseAsync(),
        30 => SetGateAsync(),
        31 or 32 => LiveAsync(),
        33 => RescueAsync(),
        34 => SameAsync("heal", stores => stores.Lanes.HealAsync(_now, Ct)),
        35 => CountAsync(),
        _ => LookAsync(),
    };

    private ClaimedJob Run() => _draws.Once(4) ? _draws.Of(_runs) : _runs[^1];

    /// <summary>Some workers do not know yet that their run is over.</summary>
    private ClaimedJob LastOfRun()
    {
        var run = Run();
        if (!_draws.Once(3)) _runs.Remove(run);
        return run;
    }

    private Task AddAsync()
    {
        var job = _draws.Job(_draws.Of(_channels), _platform, _now);
        if (_draws.Once(20) && _jobs.Count > 0) job = job with { Id = _draws.Of(_jobs) };
        else _jobs.Add(job.Id);
        return SameAsync($"add {job.Id}", stores => stores.Jobs.AddAsync(job, new JobEvent("job.scheduled", "Ann"), _now, Ct));
    }

    private async Task ClaimAsync()
    {
        var (kind, node, max) = (_draws.Any<LaneKind>(), (_draws.Once(3) ? _draws.Of(_nodes) : _nodes[0]).Incarnation, 1 + _draws.Below(3));
        var floor = _draws.Once(5) ? _draws.Around(_now) : DateTimeOffset.UnixEpoch;
        var claimed = await AnswerAsync<IReadOnlyList<ClaimedJob>>($"claim {kind} for {node} from {floor:O}", async stores =>
            [.. (await stores.Lanes.ClaimAsync(kind, node, _now, floor, max, Ct)).OrderBy(run => run.Lease.Lane)]);
        _runs.AddRange(claimed!);
        _leases.AddRange(claimed!.Select(run => run.Lease));
    }

    private Task SaveProgressAsync(ClaimedJob run)
    {
        var (job, news, verdict) = (_draws.Change(slots: 0, _now)(run.Job), _draws.Event(), _draws.Verdict(_intents));
        return SameAsync($"save {job.Id} {job.State} {verdict}", stores => stores.Lanes.SaveProgressAsync(run.Lease, job, news, verdict, _now, Ct));
    }

    private Task FinishAsync(ClaimedJob run)
    {
        var end = End(run, _draws.Change(slots: 5, _now));
        return SameAsync($"finish {run.Job.Id} {end.Job.State} in {end.Job.Lane.Kind} {end.Job.Lane.Slot} {end.Verdict}",
            stores => stores.Lanes.FinishAsync(run.Lease, end, _now, Ct));
    }

    private Task ReleaseAsync(ClaimedJob run) => SameAsync($"release {run.Job.Id}", stores => stores.Lanes.ReleaseAsync(run.Lease, _now, Ct));

    private Task GiveUpAsync(ClaimedJob run)
    {
        var decide = Decision();
        return SameAsync($"give up {run.Job.Id}", async stores =>
        {
            var seen = new List<ClaimedJob>();
            await stores.Lanes.GiveUpAsync(run.Lease, _now, found => decide(found, seen), Ct);
            return seen;
        });
    }

    private Task RescueAsync()
    {
        var decide = Decision();
        return SameAsync("rescue", async stores =>
        {
            var seen = new List<ClaimedJob>();
            var rescued = await stores.Lanes.RescueAsync(_now, 100, found => decide(found, seen), Ct);
            return new { rescued, seen };
        });
    }

    private Task OpenIntentAsync(ClaimedJob run)
    {
        var (intent, allowance) = (_draws.Intent(run.Job, _now), _draws.Allowance());
        var known = _intents.Where(before => before.JobId == run.Job.Id).ToList();
        if (known.Count > 0 && _draws.Once(3)) intent = _draws.Of(known);
        else _intents.Add(intent);
        var job = _draws.Once(6) ? run.Job with { State = JobState.Published } : run.Job;
        return SameAsync($"intent {intent.Id} for {run.Job.Id} {intent.Part} {intent.Number} {allowance}",
            stores => stores.Lanes.OpenIntentAsync(run.Lease, job, intent, allowance, _now, Ct));
    }

    private Task MoveAsync(Guid jobId)
    {
        var (change, refuse, verdict) = (_draws.Change(slots: 5, _now), _draws.Once(5), _draws.Verdict(_intents));
        return SameAsync($"move {jobId} {verdict}", async stores =>
        {
            JobSnapshot? seen = null;
            var result = await stores.Jobs.MoveAsync(jobId, found =>
            {
                seen = found;
                return refuse ? new Move.Refused("no", "No.") : new Move.To(change(found.Job), new JobEvent("job.retried", "Ann"), verdict);
            }, _now, Ct);
            return new { seen, Result = result.ToString() };
        });
    }

    private Task PauseAsync()
    {
        var (until, channel) = (_draws.Around(_now), _draws.Of(_channels));
        return _draws.Once(3)
            ? SameAsync($"pause all until {until:O}", stores => stores.Lanes.PausePlatformAsync(_platform, until, _now, Ct))
            : SameAsync($"pause {channel} until {until:O}", stores => stores.Lanes.PauseUntilAsync(channel, until, _now, Ct));
    }

    private Task SetGateAsync()
    {
        var (gate, channel) = (_draws.Once(3) ? _draws.Any<Gate>() : Gate.Open, _draws.Of(_channels));
        return SameAsync($"gate {channel} {gate}", stores => stores.Jobs.SetGateAsync(channel, gate, _now, Ct));
    }

    private Task LiveAsync()
    {
        var (node, until) = (_draws.Of(_nodes), _now.AddSeconds(_draws.Below(900)));
        return _draws.Below(12) switch
        {
            0 => SameAsync($"leave {node.Incarnation}", stores => stores.Lanes.LeaveAsync(node.Incarnation, Ct)),
            1 => SameAsync($"join {node.Incarnation}", stores => stores.Lanes.JoinAsync(node, _now, until, Ct)),
            _ => SameAsync($"heartbeat {node.Incarnation}", stores => stores.Lanes.HeartbeatAsync(node, until, Ct)),
        };
    }

    private Task CountAsync()
    {
        var (channel, count, quota) = (_draws.Of(_channels), _draws.Usage(), _draws.Quota(_now));
        return _draws.Once(2)
            ? SameAsync("count", stores => stores.Lanes.CountUsageAsync(channel, count, _now, Ct))
            : SameAsync("quota", stores => stores.Limits.SaveQuotaAsync(channel, quota, Ct));
    }

    private RunEnd End(ClaimedJob run, Func<Job, Job> change)
    {
        var attempt = _draws.Once(3) ? null : _draws.Once(20) && _attempts.Count > 0 ? _draws.Of(_attempts) with { JobId = run.Job.Id } : _draws.Attempt(run, _now);
        if (attempt is not null) _attempts.Add(attempt);
        return new RunEnd
        {
            Job = change(run.Job),
            Attempt = attempt,
            Verdict = _draws.Verdict(_intents),
            Link = _draws.Link(),
            Readings = _draws.Once(4) ? [_draws.Reading(run.Job, _now), _draws.Reading(run.Job, _now)] : [],
            Event = _draws.Event(),
        };
    }

    /// <summary>What becomes of orphans, drawn once; what it is asked about is noted.</summary>
    private Func<ClaimedJob, List<ClaimedJob>, RunEnd> Decision()
    {
        var (change, news) = (_draws.Change(slots: 5, _now), _draws.Event());
        return (found, seen) =>
        {
            seen.Add(found);
            return new RunEnd { Job = change(found.Job), Event = news };
        };
    }
}
