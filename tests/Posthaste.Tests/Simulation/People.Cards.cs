using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation;

// What people do with cards: in time, twice, and long after a card was closed.
internal sealed partial class People
{
    private readonly Chance _presses = world.ChanceFor("presses");

    private void Press()
    {
        world.Count("presses");
        var cards = Do(() => world.Stores.ReadHandoversAsync());
        var open = cards.Where(card => card.Outcome is null).ToList();
        if (cards.Count == 0 || _presses.Is(0.15))
        {
            var jobs = All();
            if (jobs.Count > 0) Change(_presses.OneOf(jobs).Id, new HandoverChange.HandOver("Ann wants it so.", world.Weather.Card));
            return;
        }
        var card = _presses.OneOf(open.Count > 0 && _presses.Is(0.6) ? open : cards);
        if (card.Outcome is not null) world.Count("presses on closed cards");
        var times = _presses.Is(0.25) ? 2 : 1;
        var now = world.Time.Now;
        switch (_presses.Below(10))
        {
            case < 4:
                if (world.Weather.Decoys > 0 && _presses.Is(0.5)) PostReally(card.JobId);
                for (var i = 0; i < times; i++) SayPosted(card);
                break;
            case 4:
                for (var i = 0; i < times; i++) Change(card.JobId, new HandoverChange.Skip(card.Id));
                break;
            case < 7:
                var later = now + _presses.Time(60, 7200);
                for (var i = 0; i < times; i++) Change(card.JobId, new HandoverChange.Snooze(card.Id, later, HandoverCause.ByHand, "Ann put it off.", world.Weather.Card));
                break;
            case < 9:
                Withdraw(card.JobId);
                break;
            default:
                Change(card.JobId, new HandoverChange.Fail(card.Id, new PlatformError { Kind = ErrorKind.RetryLater, Message = "Nobody is there." }));
                break;
        }
    }

    /// <summary>Whoever takes a card back mostly wants the server to publish it instead.</summary>
    private void Withdraw(Guid jobId)
    {
        if (Change(jobId, new HandoverChange.Withdraw()) is not MoveResult.Moved { Job: var job }) return;
        world.Count("withdrawals");
        if (_presses.Is(0.7)) Change(job, _presses.Is(0.5) ? new JobChange.Retry() : new JobChange.Reschedule(world.Time.Now + _presses.Time(1, 3600)));
    }

    private void PostReally(Guid jobId)
    {
        if (All().FirstOrDefault(job => job.Id == jobId) is { } job) world.Platform.Network.PostByHand(world.Contents[job.PostId], job.ChannelId);
    }

    private void SayPosted(Invariants.HandoverRecord card)
    {
        if (Change(card.JobId, new HandoverChange.Posted(card.Id, "Ann", world.MakeId(world.Time.Now))) is not MoveResult.Moved { Job.Method: PublishMethod.Api }) return;
        world.Count("possible duplicates");
        world.Routes.SayPosted(card.JobId);
    }

    private MoveResult Change(Guid jobId, HandoverChange change)
    {
        var result = Do(() => new ChangeHandover(world.Stores.Jobs, new AtOnce(), _clock, _signal, Settings).RunAsync(jobId, change, "Ann", CancellationToken.None));
        // What is only told is no promise.
        if (change is not HandoverChange.Posted || result is not MoveResult.Moved { Job.Method: PublishMethod.Api }) Note($"{change.GetType().Name} {world.NameOf(jobId)}", result);
        return result;
    }
}
