using System.Diagnostics;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation;

// Calls that may not be repeated.
internal sealed partial class SimPlatform
{
    private static readonly (string Fault, double Weight)[] IrreversibleFaults =
    [
        ("lost before", 4), ("lost after", 4), ("hangs before", 2), ("hangs after", 3), ("slow", 2), ("late", 4), ("throws before", 1), ("throws after", 1.5), ("unavailable", 2),
        ("retry after", 1), ("not ready", 1.5), ("limited", 1), ("app limited", 0.3), ("blocked after", 1.5), ("blocked before", 1), ("unauthorized", 0.5), ("rejected", 0.5), ("usage is high", 0.7),
        ("restart", 0.7),
    ];

    private Task<StepResult> PublishAsync(StepCall step, CancellationToken ct)
    {
        var job = JobOf(step);
        StepResult Arrive() => world.Accounts.IsGood(step.Account) ? TakeEffect(step, job) : new StepResult.Unauthorized(Error(ErrorKind.ReconnectAccount, "190"));
        Task<StepResult> Says(StepResult answer) => TravelAsync(Latency(), () => answer, Latency(), ct);
        StepResult Lost() => new StepResult.Unknown(Error(ErrorKind.OutcomeUnknown, "lost"));

        var now = world.Time.Now;
        if (!world.IsStormy || !_chance.Is(world.Weather.PublishFaults)) return TravelAsync(Latency(), Arrive, Latency(), ct);
        var fault = _chance.Weighted(IrreversibleFaults);
        world.Count($"fault of a publish call: {fault}");
        world.Say($"{step.Step} meets {fault}");
        switch (fault)
        {
            case "lost before":
                return Says(Lost());
            case "lost after":
                return AfterEffect(Lost);
            case "hangs before":
                return TravelAsync(TimeSpan.FromHours(200), Lost, TimeSpan.Zero, ct);
            case "hangs after":
                return TravelAsync(Latency(), Arrive, TimeSpan.FromHours(200), ct);
            case "slow":
                return TravelAsync(_chance.Time(0, 29), Arrive, _chance.Time(0, 10), ct);
            case "late":
                // The request arrives, and the network takes its time: as long as the quiet time allows for.
                world.Time.In(_chance.Time(1, 30 + (step.Post.Type == PostType.Reel ? 600 : 60)), () => Arrive());
                return TravelAsync(_chance.Time(0, 60), Lost, TimeSpan.Zero, ct);
            case "throws before":
                throw new InvalidOperationException("a bug of the adapter");
            case "throws after":
                return ThrowAfterAsync();
            case "unavailable":
                return Says(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "503")));
            case "retry after":
                return Says(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "503"), _chance.Time(1, 900)));
            case "restart":
                return Says(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "2207008"), Restart: true));
            case "not ready":
                return Says(new StepResult.Wait(now + _chance.Time(3, 60), step.Checkpoint));
            case "limited":
                return Says(new StepResult.RateLimited(now + _chance.Time(5, 5400), RateScope.Channel, Error(ErrorKind.WaitUntil, "9")));
            case "app limited":
                return Says(new StepResult.RateLimited(now + _chance.Time(5, 1800), RateScope.App, Error(ErrorKind.WaitUntil, "9")));
            case "blocked after":
                return AfterEffect(() => new StepResult.Unknown(Error(ErrorKind.OutcomeUnknown, "4"), world.Time.Now + _chance.Time(5, 5400)));
            case "blocked before":
                return Says(new StepResult.Unknown(Error(ErrorKind.OutcomeUnknown, "4"), now + _chance.Time(5, 5400)));
            case "usage is high":
                return TravelAsync(Latency(), () => Arrive() with { Trace = new CallTrace { Calls = 1, PauseUntil = world.Time.Now + _chance.Time(5, 600) } }, Latency(), ct);
            case "unauthorized":
                return Unauthorized(step, ct);
            case "rejected":
                return Says(new StepResult.Rejected(Error(ErrorKind.FixContent, "36003")));
            default:
                throw new UnreachableException();
        }

        Task<StepResult> AfterEffect(Func<StepResult> answer) => TravelAsync(Latency(), () =>
        {
            Arrive();
            return answer();
        }, Latency(), ct);

        async Task<StepResult> ThrowAfterAsync()
        {
            await TravelAsync(Latency(), Arrive, Latency(), ct);
            throw new InvalidOperationException("a bug of the adapter");
        }
    }

    /// <summary>It is live from this moment on.</summary>
    private StepResult TakeEffect(StepCall step, Guid? job)
    {
        var part = PartOf(step.Step);
        if (part == PublishStep.Comment)
            return new StepResult.Published(Network.Comment(step.Post, step.Account.ChannelId, step.RemoteId!, job).Id);
        var container = Network.Find(ContainerOf(step.Checkpoint, part));
        if (container is null || container.IsBad) return new StepResult.Rejected(Error(ErrorKind.FixContent, "2207026"));
        if (container.ExpiresAt <= world.Time.Now) return new StepResult.Unavailable(Error(ErrorKind.RetryLater, "expired"), Restart: true);
        if (container.ReadyAt > world.Time.Now) return new StepResult.Wait(container.ReadyAt, step.Checkpoint);
        var post = Network.Publish(container);
        return new StepResult.Published(post.Id, At: post.At) { Trace = new CallTrace { Calls = 1, HttpStatus = 200, Handle = container.Id } };
    }
}
