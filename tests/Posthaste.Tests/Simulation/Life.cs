using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Jobs;

namespace Posthaste.Tests.Simulation;

/// <summary>Lives one world to its end: first everything goes wrong, and nothing wrong may come of it; then all is made good, and
/// everything must come to its end.</summary>
internal sealed class Life
{
    /// <summary>Settling gives up after a day, and the search for a link after another.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(80);

    /// <summary>Ten times what the busiest worlds need.</summary>
    private const long MostCalls = 200_000;

    private static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(7);

    private readonly World _world;
    private readonly People _people;
    private readonly Trouble _trouble;
    private readonly List<Violation> _violations = [];
    private (long Changes, DateTimeOffset? Prepare, DateTimeOffset? Publish) _ready = (-1, null, null);
    private StoreRecords? _earlier;
    private DateTimeOffset _attendedSince = DateTimeOffset.MaxValue;
    private DateTimeOffset _checkedAt;

    private Life(World world)
    {
        _world = world;
        (_people, _trouble) = (new People(world), new Trouble(world));
    }

    /// <param name="seed">Decides everything.</param>
    /// <param name="stores">Null for the model.</param>
    /// <param name="trace">Gets a line for everything that happens; null for none.</param>
    public static Outcome Of(ulong seed, TestStores? stores = null, List<string>? trace = null)
    {
        using var world = new World(seed, stores, trace);
        var life = new Life(world);
        try
        {
            life.LiveOn();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            life._violations.Add(new Violation(0, $"The world ended: {e}"));
        }
        return new Outcome(seed, [.. life._violations], world.Counters);
    }

    private void LiveOn()
    {
        _people.OpenChannels();
        _people.Plan();
        _trouble.Plan();
        for (var i = 0; i < _world.Weather.Nodes; i++) _world.StartNode();
        _world.IsStormy = true;
        RunTo(World.Start + _world.Weather.Span, () => false);

        _world.Say("the storm is over");
        _world.IsStormy = false;
        _trouble.End();
        _people.MakeGood();
        var end = _world.Time.Now + Patience;
        while (_violations.Count == 0 && !IsAtRest() && _world.Time.Now < end)
        {
            RunTo(Min(end, _world.Time.Now + TimeSpan.FromHours(1)), IsAtRest);
            _people.LookAfter();
        }
        if (_violations.Count == 0) Check(atRest: true);
        Tally();
    }

    private void RunTo(DateTimeOffset end, Func<bool> enough)
    {
        while (_violations.Count == 0)
        {
            _world.Processes.RunReady();
            foreach (var node in _world.Nodes.ToList()) node.Pulse(Ready);
            _world.Processes.RunReady();
            if (_world.Changes > MostCalls) _violations.Add(new Violation(6, $"The engine spins: {MostCalls} calls of the store in one world."));
            if (_world.Broken.Count > 0) _violations.AddRange(_world.Broken.Select(broken => new Violation(0, broken)));

            var quiet = IsQuiet();
            if (quiet && enough()) return;
            if (_world.Time.Now - _checkedAt >= CheckEvery) Check(atRest: false);
            var happens = Min(_world.Time.Next ?? end, end);
            var pulse = _world.Nodes.Select(node => node.NextPulse(Ready)).Min() ?? end;
            if (quiet)
            {
                // Nothing is under way: only beats and looks would follow until then.
                var ready = Min(Ready(LaneKind.Prepare) ?? end, Ready(LaneKind.Publish) ?? end);
                var wake = Min(happens, ready) - TimeSpan.FromMilliseconds(50);
                if (wake - _world.Time.Now > TimeSpan.FromSeconds(5))
                {
                    _world.Time.MoveTo(wake);
                    foreach (var node in _world.Nodes) node.CatchUp();
                    continue;
                }
            }
            if (Min(happens, pulse) > end || (happens >= end && pulse >= end))
            {
                _world.Time.MoveTo(end);
                return;
            }
            if (pulse < happens) _world.Time.MoveTo(pulse > _world.Time.Now ? pulse : _world.Time.Now);
            else if (_world.Time.Next == happens) _world.Time.Step();
        }
    }

    /// <summary>When the next lane of the kind is ready.</summary>
    private DateTimeOffset? Ready(LaneKind kind)
    {
        if (_ready.Changes != _world.Changes)
        {
            DateTimeOffset? Next(LaneKind lane) => World.Commit(() => _world.Stores.Lanes.NextReadyAsync(lane, DateTimeOffset.UnixEpoch, CancellationToken.None));
            _ready = (_world.Changes, Next(LaneKind.Prepare), Next(LaneKind.Publish));
        }
        return kind == LaneKind.Prepare ? _ready.Prepare : _ready.Publish;
    }

    /// <summary>Nobody is at work, and nobody dead or frozen holds anything.</summary>
    private bool IsQuiet() => _world.Nodes.All(node => !node.Lives || node.IsIdle) && !_world.Leases.AnyHeld;

    private bool IsAtRest() => _world.Read() is var store
        && store.Jobs.All(job => job.WakeAt is null && (job.IsOver || (job.State == JobState.NeedsAttention && job.Reason != JobReason.Undecidable)))
        && store.Lanes.All(lane => lane.Owner is null);

    private void Check(bool atRest)
    {
        _checkedAt = _world.Time.Now;
        var store = _world.Read();
        if (!_world.Nodes.Any(node => node is { Lives: true, IsStopping: false, Store.Down: false }) || _world.IsStormy) _attendedSince = DateTimeOffset.MaxValue;
        else if (_attendedSince == DateTimeOffset.MaxValue) _attendedSince = _world.Time.Now;
        _violations.AddRange(InvariantCheck.Run(new Sighting(store, _world.Platform.Network.Ledger(_world.Platform.Calls))
        {
            AtRest = atRest,
            PublishTimeout = _world.Weather.Options.PublishTimeout,
            NodeLag = _world.NodeLag,
            NodeLead = _world.NodeLead,
            Earlier = _earlier,
            Attended = _earlier is not null && _attendedSince <= _earlier.At,
            Orders = _world.Orders,
            Parts = store.Jobs.ToDictionary(job => job.Id, job => _world.Contents[job.PostId] is { Type: PostType.Story } story ? story.Media.Count : 1),
            Moves = _world.Stores is Model.ModelStores model ? [.. model.Store.StateChanges.Select(change => (change.From, change.To))] : [],
            Handovers = World.Commit(_world.Stores.ReadHandoversAsync),
            Leases = _world.Leases.Events,
            Told = _world.Leases.Told,
            Texts = _world.Texts,
            Secrets = [.. _world.Accounts.Secrets],
        }));
        _earlier = store;
        _world.Count("checks");
        foreach (var violation in _violations) _world.Say($"{violation}");
    }

    private void Tally()
    {
        var store = _world.Read();
        _world.Count("store calls", _world.Changes);
        _world.Count("simulated hours", (_world.Time.Now - World.Start).TotalHours);
        _world.Count("attempts", store.Attempts.Count);
        _world.Count("intents", store.Intents.Count);
        foreach (var job in store.Jobs) _world.Count($"ended as {Words.Of(job.State)}{(job.State == JobState.NeedsAttention ? $": {Words.Of(job.Reason!.Value)}" : "")}");
        _world.Count("published by hand", store.Jobs.Count(job => job.Method == PublishMethod.Manual));
        _world.Count("hand-overs", World.Commit(_world.Stores.ReadHandoversAsync).Count);
        var doubt = _world.Weather switch
        {
            { HasWitness: false } or { WitnessAway: true } => " (no witness)",
            // What a person posted by hand may be ours: nobody but a person can tell, where the witness does not prove it.
            { Decoys: > 0 } => " (decoys)",
            _ => "",
        };
        foreach (var attempt in store.Attempts.Where(attempt => attempt.Outcome is AttemptOutcome.SettledPublished or AttemptOutcome.SettledNotPublished or AttemptOutcome.Undecidable))
            _world.Count($"unknown: {Words.Of(attempt.Outcome)}{doubt}");
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>What became of a world.</summary>
internal sealed record Outcome(ulong Seed, IReadOnlyList<Violation> Violations, Counters Counters);
