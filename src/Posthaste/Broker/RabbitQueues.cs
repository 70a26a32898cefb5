using Posthaste.Jobs.Handoff;
using RabbitMQ.Client;

namespace Posthaste.Broker;

/// <summary>The queues as RabbitMQ has them: durable quorum queues of the default exchange, bounded in number and age, so that nobody who stays away fills the broker. Needs RabbitMQ 3.10.</summary>
internal static class RabbitQueues
{
    /// <summary>Of an older hint the scheduler has told again, several times.</summary>
    private static readonly TimeSpan HintsLast = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ResultsLast = TimeSpan.FromDays(7);

    private const int MostMessages = 100_000;

    public static string NameOf(HandoffTopic queue) => queue switch
    {
        HandoffTopic.Prepare => "prepare.request",
        HandoffTopic.Publish => "publish.request",
        _ => "publish.result",
    };

    /// <summary>Makes it where it is not there; one with other arguments is refused by the broker.</summary>
    public static Task DeclareAsync(IChannel channel, HandoffTopic queue, CancellationToken ct) => channel.QueueDeclareAsync(
        NameOf(queue), durable: true, exclusive: false, autoDelete: false,
        new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-message-ttl"] = (long)(queue == HandoffTopic.Result ? ResultsLast : HintsLast).TotalMilliseconds,
            ["x-max-length"] = MostMessages,
            ["x-overflow"] = "drop-head",
        }, cancellationToken: ct);
}
