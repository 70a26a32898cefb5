using Microsoft.Extensions.Logging;
using Posthaste.Jobs.Telemetry;

namespace Posthaste.Jobs.Handoff;

/// <summary>A worker's part: puts the hints that come into its inbox. What is no hint is settled and forgotten: it would only come again.</summary>
internal sealed partial class HearHints(IHandoffTransport transport, BrokerState broker, HintInbox inbox, EngineMeter meter, ILogger<HearHints> log)
{
    /// <summary>Receives until the connection breaks.</summary>
    /// <exception cref="HandoffException">It broke, or there was none.</exception>
    public async Task RunAsync(LaneKind kind, int atOnce, CancellationToken ct)
    {
        try
        {
            await transport.ReceiveAsync(HintMessage.TopicOf(kind), atOnce, () => broker.Works((this, kind)), delivery => Take(kind, delivery), ct);
        }
        catch (HandoffException e)
        {
            broker.Failed((this, kind), e);
            throw;
        }
    }

    private void Take(LaneKind kind, HandoffDelivery delivery)
    {
        if (HintMessage.Read(delivery.Body, kind) is { } hint)
        {
            inbox.Add(hint, delivery);
            return;
        }
        LogMalformed(delivery.Body.Length, Words.Of(kind));
        meter.Hints.Add(1, new("lane", Words.Of(kind)), new("outcome", "malformed"));
        _ = delivery.Settle();
    }

    // Not what it says: anybody may have sent it.
    [LoggerMessage(52, LogLevel.Warning, "A message of {Bytes} bytes in the queue of {Lane} hints is none, and was thrown away; see who else writes to that queue")]
    private partial void LogMalformed(int bytes, string lane);
}
