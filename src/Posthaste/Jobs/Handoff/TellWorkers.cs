using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Engine;
using Posthaste.Jobs.Telemetry;

namespace Posthaste.Jobs.Handoff;

/// <summary>A scheduler's part: looks for lanes of one kind that are ready, and tells workers of each over the broker, once, and again where nobody took it up.</summary>
internal sealed class TellWorkers(
    LaneKind kind, IDueLanes due, ILaneStore lanes, IHandoffTransport transport, BrokerState broker, NodeHeart heart, EngineClock clock, WakeSignal signal, EngineMeter meter, IOptions<JobsOptions> options,
    TimeProvider time, ILogger<TellWorkers> log)
{
    /// <summary>Told and not yet taken up, at the most: the rest waits in the store, where it costs nothing.</summary>
    private const int MostLooked = 1000;

    /// <summary>After this, what is still there is told again: the hint was lost, or came while somebody held the lane's row.</summary>
    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FloorMargin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(10);

    /// <summary>With as much told as may be, until some of it is taken.</summary>
    private static readonly TimeSpan WhileFull = TimeSpan.FromMilliseconds(30);

    /// <summary>What the store's times are counted in.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly HashSet<LaneHint> _told = [];
    private DateTimeOffset _floor = DateTimeOffset.UnixEpoch;
    private DateTimeOffset _lookedUntil = DateTimeOffset.UnixEpoch;
    private long? _beganAt;

    /// <summary>Something could be sent the last time that it was tried.</summary>
    private bool _isProved;

    public async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            // Taken before looking: a signal that comes while we look is not lost.
            var signalled = signal.Next(kind);
            try
            {
                var more = await RoundAsync(stopping);
                // However many signals come: a look costs the database something.
                await Task.Delay(ShortestRest, time, stopping);
                await RestAsync(more, signalled, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HandoffException or DbException or TimeoutException)
            {
                if (e is HandoffException failed) broker.Failed(this, failed);
                else log.StoreDown(e);
                // Whatever was told may be lost.
                (_beganAt, _isProved) = (null, e is DbException && _isProved);
                await Task.Delay(AfterFailure, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Looks once, and tells what is new.</summary>
    /// <returns>Whether there may be more than was looked at.</returns>
    internal async Task<bool> RoundAsync(CancellationToken ct)
    {
        if (!heart.MayClaim) return false;
        var now = clock.Now;
        if (_beganAt is not { } began || time.GetElapsedTime(began) >= TellAgainAfter)
        {
            _beganAt = time.GetTimestamp();
            _floor = DateTimeOffset.UnixEpoch;
            _told.Clear();
        }
        _lookedUntil = now;
        var ready = await due.ListAsync(kind, now, _floor, MostLooked, ct);
        HandoffMessage[] news = [.. ready.Where(hint => !_told.Contains(hint)).Select(HintMessage.Write)];
        if (news.Length > 0 || !_isProved)
        {
            await transport.SendAsync(HintMessage.TopicOf(kind), news, ct);
            broker.Works(this);
            _isProved = true;
            meter.Hints.Add(news.Length, new("lane", Words.Of(kind)), new("outcome", "sent"));
            _told.UnionWith(ready);
        }
        // Half of the places are another share's: less than half may be all there is of this one.
        if (ready.Count >= MostLooked / 2) return true;
        if (_floor < now - FloorMargin) _floor = now - FloorMargin;
        return false;
    }

    private async Task RestAsync(bool more, Task signalled, CancellationToken stopping)
    {
        var rest = more ? WhileFull : options.Value.PollInterval;
        // What was ready by then has been told.
        if (!more && heart.MayClaim && await lanes.NextReadyAsync(kind, _lookedUntil + Instant, stopping) is { } next && next - clock.Now < rest) rest = next - clock.Now;
        if (rest < ShortestRest) rest = ShortestRest;
        using var rested = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(signalled, Task.Delay(rest, time, rested.Token));
        rested.Cancel();
    }
}
