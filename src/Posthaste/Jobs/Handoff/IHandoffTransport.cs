namespace Posthaste.Jobs.Handoff;

/// <summary>Carries hints from schedulers to workers, and results to whoever wants to know: what another broker than RabbitMQ has to implement
/// (docs/decisions/0033). It may lose, repeat and reorder messages; nothing but time is lost by that.</summary>
public interface IHandoffTransport
{
    /// <summary>Connects where it is not connected.</summary>
    /// <exception cref="HandoffException">The broker does not answer.</exception>
    Task CheckAsync(CancellationToken ct);

    /// <summary>Sends, and returns once the broker has them all; of none, once it could.</summary>
    /// <exception cref="HandoffException">It does not answer, or did not take one.</exception>
    Task SendAsync(HandoffTopic queue, IReadOnlyCollection<HandoffMessage> messages, CancellationToken ct);

    /// <summary>Receives until the connection breaks. Several receivers of a queue share its messages.</summary>
    /// <param name="queue">Which.</param>
    /// <param name="atOnce">So many are given out at most before the first of them is settled.</param>
    /// <param name="ready">Called once it receives.</param>
    /// <param name="received">Called with each; must return at once.</param>
    /// <param name="ct">Ends it. What is not settled by then goes to another receiver.</param>
    /// <exception cref="HandoffException">The connection broke, or there was none.</exception>
    Task ReceiveAsync(HandoffTopic queue, int atOnce, Action ready, Action<HandoffDelivery> received, CancellationToken ct);
}

/// <summary>What is carried.</summary>
public enum HandoffTopic
{
    /// <summary><c>prepare.request</c>: hints for lanes that prepare, settle and follow up.</summary>
    Prepare,

    /// <summary><c>publish.request</c>: hints for lanes that publish. By itself, so that none waits behind those.</summary>
    Publish,

    /// <summary><c>publish.result</c>: what became of jobs.</summary>
    Result,
}

/// <param name="Key">Of its channel: a transport that keeps an order keeps that of a key.</param>
/// <param name="Body">JSON.</param>
public sealed record HandoffMessage(string Key, ReadOnlyMemory<byte> Body);

/// <summary>A message that came.</summary>
/// <param name="Body">As it was sent, if it was sent by us.</param>
/// <param name="Settle">Says that it need not come again; never throws. Settled or not says nothing of the job: the store does.</param>
public sealed record HandoffDelivery(ReadOnlyMemory<byte> Body, Func<Task> Settle);

/// <summary>The broker does not do its part. The message is for a person, and has no secret in it.</summary>
public sealed class HandoffException(string message, Exception? inner = null) : Exception(message, inner);
