using System.Threading.Channels;

namespace Posthaste.Jobs.Handoff;

/// <summary>Tells over the broker what became of jobs, as far as it can be told: the record is the store.</summary>
internal sealed class TellResults(IHandoffTransport transport, BrokerState broker)
{
    private const int MostWaiting = 10_000;
    private const int MostAtOnce = 200;

    // The newest are of most use to whoever follows.
    private readonly Channel<HandoffMessage> _waiting = Channel.CreateBounded<HandoffMessage>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly List<HandoffMessage> _sending = [];

    public void Add(HandoffMessage message) => _waiting.Writer.TryWrite(message);

    /// <summary>Sends what there is and what comes, and what it could not send the last time.</summary>
    /// <exception cref="HandoffException">The broker does not answer.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                // The first time it may be nothing, and shows whether anything could be sent.
                await transport.SendAsync(HandoffTopic.Result, _sending, ct);
                broker.Works(this);
                _sending.Clear();
                await _waiting.Reader.WaitToReadAsync(ct);
                while (_sending.Count < MostAtOnce && _waiting.Reader.TryRead(out var message)) _sending.Add(message);
            }
        }
        catch (HandoffException e)
        {
            broker.Failed(this, e);
            throw;
        }
    }
}
