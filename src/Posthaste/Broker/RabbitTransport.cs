using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Handoff;
using RabbitMQ.Client;

namespace Posthaste.Broker;

/// <summary>RabbitMQ: one connection of this process, made when it is needed and made anew when it broke; a channel for each queue and direction.</summary>
internal sealed class RabbitTransport(IOptions<BrokerOptions> options, TimeProvider time) : IHandoffTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<HandoffTopic, IChannel> _senders = [];
    private IConnection? _connection;

    /// <summary>For one connection; about twice that until a message is confirmed, or a broker noticed that is gone without a word.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    public Task CheckAsync(CancellationToken ct) => TryAsync(ConnectAsync, ct);

    public async Task SendAsync(HandoffTopic queue, IReadOnlyCollection<HandoffMessage> messages, CancellationToken ct)
    {
        try
        {
            await TryAsync(async within =>
            {
                var channel = await SenderAsync(queue, within);
                // All on their way before the first is waited for: a quorum's round takes milliseconds.
                var sent = messages.Select(message => channel.BasicPublishAsync("", RabbitQueues.NameOf(queue), mandatory: true, Properties(), message.Body, within).AsTask()).ToArray();
                await Task.WhenAll(sent);
                return true;
            }, ct);
        }
        catch (HandoffException)
        {
            // What it still waits for nobody will tell it.
            if (_senders.TryRemove(queue, out var broken)) await EndAsync(broken);
            throw;
        }
    }

    public async Task ReceiveAsync(HandoffTopic queue, int atOnce, Action ready, Action<HandoffDelivery> received, CancellationToken ct)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IChannel? channel = null;
        try
        {
            await TryAsync(async within =>
            {
                channel = await OpenAsync(queue, options: null, within);
                channel.ChannelShutdownAsync += (_, _) =>
                {
                    ended.TrySetResult();
                    return Task.CompletedTask;
                };
                await channel.BasicQosAsync(0, (ushort)atOnce, global: false, within);
                return await channel.BasicConsumeAsync(RabbitQueues.NameOf(queue), autoAck: false, new Consumer(channel, received, ended), within);
            }, ct);
            ready();
            await ended.Task.WaitAsync(ct);
            throw new HandoffException("The connection to it broke.");
        }
        finally
        {
            if (channel is not null) await EndAsync(channel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync();
        _one.Dispose();
    }

    private async Task<IConnection> ConnectAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_connection is { IsOpen: true } open) return open;
            if (_connection is { } broken) await broken.DisposeAsync();
            _connection = null;
            _senders.Clear();
            var factory = new ConnectionFactory
            {
                Uri = options.Value.ReadUrl(),
                ClientProvidedName = $"posthaste {Environment.MachineName}",
                // Ours is made anew by whoever needs it, with its queues; two that do so are in each other's way.
                AutomaticRecoveryEnabled = false,
                TopologyRecoveryEnabled = false,
                RequestedHeartbeat = Patience,
                RequestedConnectionTimeout = Patience,
                ContinuationTimeout = Patience,
            };
            return _connection = await factory.CreateConnectionAsync(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    // One for each message: the client writes the number of its confirmation into it.
    private static BasicProperties Properties() => new() { Persistent = true, ContentType = "application/json" };

    private async Task<IChannel> SenderAsync(HandoffTopic queue, CancellationToken ct)
    {
        if (_senders.TryGetValue(queue, out var known) && known.IsOpen) return known;
        return _senders[queue] = await OpenAsync(queue, new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
    }

    /// <summary>A channel on which the queue is known to be there.</summary>
    private async Task<IChannel> OpenAsync(HandoffTopic queue, CreateChannelOptions? options, CancellationToken ct)
    {
        var channel = await (await ConnectAsync(ct)).CreateChannelAsync(options, ct);
        try
        {
            await RabbitQueues.DeclareAsync(channel, queue, ct);
            return channel;
        }
        catch
        {
            await EndAsync(channel);
            throw;
        }
    }

    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Patience * 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return await work(either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && RabbitFailure.Of(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>What becomes of it no longer matters to anybody.</summary>
    private static async Task EndAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception e) when (RabbitFailure.Of(e) is not null)
        {
            // It had ended already.
        }
    }

    private sealed class Consumer(IChannel channel, Action<HandoffDelivery> received, TaskCompletionSource ended) : AsyncDefaultBasicConsumer(channel)
    {
        public override Task HandleBasicDeliverAsync(
            string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            // The client's own buffer, which it uses again after this call.
            received(new HandoffDelivery(body.ToArray(), () => SettleAsync(deliveryTag)));
            return Task.CompletedTask;
        }

        /// <summary>The queue was deleted.</summary>
        public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
        {
            ended.TrySetResult();
            return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
        }

        private async Task SettleAsync(ulong tag)
        {
            try
            {
                await Channel.BasicAckAsync(tag, multiple: false);
            }
            catch (Exception e) when (RabbitFailure.Of(e) is not null)
            {
                // The connection broke: it comes again, to somebody, and costs a look.
            }
        }
    }
}
