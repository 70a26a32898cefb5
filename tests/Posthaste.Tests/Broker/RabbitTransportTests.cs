using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Broker;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Telemetry;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Broker;

/// <summary>R-JOB-8: hints and results over a real RabbitMQ, which answers, refuses, and dies.</summary>
public sealed class RabbitTransportTests : IAsyncLifetime
{
    private readonly List<RabbitTransport> _transports = [];
    private RabbitServer _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await RabbitServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports) await transport.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_worker_gets_no_more_than_it_asked_for_and_the_broker_may_die_in_between()
    {
        var sender = Connect(_server.Url);
        var first = await ReceiveAsync(Connect(_server.Url), atOnce: 2);
        await sender.SendAsync(HandoffTopic.Result, [.. Enumerable.Range(1, 3).Select(i => Message($"hint {i}"))], Ct);
        var (one, two) = (await first.NextAsync(), await first.NextAsync());
        await one.Settle();
        var three = await first.NextAsync();
        Assert.Equal(["hint 1", "hint 2", "hint 3"], new[] { one, two, three }.Select(Text));

        // What else it may be asked for, and how it refuses.
        await Assert_a_wrong_password_is_told_without_it();
        await Assert_messages_that_are_no_hints_are_thrown_away(sender);

        await _server.KillAsync();
        await Assert.ThrowsAsync<HandoffException>(() => first.Receiving);
        var refused = await Assert.ThrowsAsync<HandoffException>(() => sender.SendAsync(HandoffTopic.Result, [Message("lost")], Ct));
        Assert.DoesNotContain(RabbitServer.Password, refused.ToString(), StringComparison.Ordinal);
        // Of a connection that is gone: nobody to say it to, and no reason to throw.
        await two.Settle();
        await _server.StartAsync();

        // When its queues are back is the broker's matter, and nobody counts on it.
        await AnswersAsync(sender);
    }

    private async Task Assert_a_wrong_password_is_told_without_it()
    {
        const string wrong = "not-the-password-9876";

        var refused = await Assert.ThrowsAsync<HandoffException>(() => Connect(_server.Url.Replace(RabbitServer.Password, wrong, StringComparison.Ordinal)).CheckAsync(Ct));

        Assert.Contains("Broker:Url", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, refused.ToString(), StringComparison.Ordinal);
    }

    private async Task Assert_messages_that_are_no_hints_are_thrown_away(RabbitTransport sender)
    {
        var (signal, log) = (new WakeSignal(), new ListedLog());
        var broker = new BrokerState(NullLogger<BrokerState>.Instance);
        broker.Works(this);
        var inbox = new HintInbox(broker, signal, Options.Create(new BrokerOptions()));
        using var meter = new EngineMeter();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var hint = new LaneHint(new LaneKey(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), LaneKind.Prepare, 1), Guid.CreateVersion7(DateTimeOffset.UnixEpoch), 3);
        var told = signal.Next(LaneKind.Prepare);

        // Sent first: of two who make one queue at the same time the broker may refuse one, who asks again in the server.
        await sender.SendAsync(HandoffTopic.Prepare, [Message("secret words of somebody"), HintMessage.Write(hint)], Ct);
        var hearing = new HearHints(Connect(_server.Url), broker, inbox, meter, logs.CreateLogger<HearHints>()).RunAsync(LaneKind.Prepare, 1, ending.Token);

        // One at a time: the second comes only because the first was settled.
        await told.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Ct);
        Assert.Equal(hint, Assert.Single(inbox.Take(LaneKind.Prepare, DateTimeOffset.MaxValue, 10)).Hint);
        Assert.Contains("thrown away", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", log.Lines[0], StringComparison.Ordinal);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hearing);
    }

    private RabbitTransport Connect(string url)
    {
        var transport = new RabbitTransport(Options.Create(new BrokerOptions { Url = url }), TimeProvider.System) { Patience = RabbitServer.Patience };
        _transports.Add(transport);
        return transport;
    }

    private static async Task<Receiver> ReceiveAsync(RabbitTransport transport, int atOnce)
    {
        await AnswersAsync(transport);
        var came = Channel.CreateUnbounded<HandoffDelivery>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiving = UntilItEndsAsync();
        await await Task.WhenAny(ready.Task, receiving);
        return new Receiver(came, receiving);

        // A broker that has just started may not have found its queues yet: it is asked again, as the server does.
        async Task UntilItEndsAsync()
        {
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (true)
            {
                try
                {
                    await transport.ReceiveAsync(HandoffTopic.Result, atOnce, ready.SetResult, delivery => Assert.True(came.Writer.TryWrite(delivery)), Ct);
                }
                catch (HandoffException) when (!ready.Task.IsCompleted)
                {
                    await ticks.WaitForNextTickAsync(Ct);
                }
            }
        }
    }

    /// <summary>Its port is open a moment before it lets anybody in.</summary>
    private static async Task AnswersAsync(RabbitTransport transport)
    {
        var said = "";
        await Eventually.TrueAsync(AsksAsync, "the broker answers", () => said);

        async Task<bool> AsksAsync()
        {
            try
            {
                await transport.CheckAsync(Ct);
                return true;
            }
            catch (HandoffException refused)
            {
                said = refused.Message;
                return false;
            }
        }
    }

    private static HandoffMessage Message(string text) => new("channel", Encoding.UTF8.GetBytes(text));

    private static string Text(HandoffDelivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span);

    private sealed record Receiver(Channel<HandoffDelivery> Came, Task Receiving)
    {
        public async Task<HandoffDelivery> NextAsync() => await Came.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Ct);
    }
}
