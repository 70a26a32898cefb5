using Posthaste.Jobs.Handoff;

namespace Posthaste.Tests.Jobs.Handoff;

/// <summary>A broker that keeps what it is sent, and can be away.</summary>
internal sealed class FakeTransport : IHandoffTransport
{
    public List<(HandoffTopic Queue, HandoffMessage Message)> Sent { get; } = [];

    public bool Away { get; set; }

    public Task CheckAsync(CancellationToken ct) => Away ? throw new HandoffException("It is away.") : Task.CompletedTask;

    public async Task SendAsync(HandoffTopic queue, IReadOnlyCollection<HandoffMessage> messages, CancellationToken ct)
    {
        await CheckAsync(ct);
        Sent.AddRange(messages.Select(message => (queue, message)));
    }

    public Task ReceiveAsync(HandoffTopic queue, int atOnce, Action ready, Action<HandoffDelivery> received, CancellationToken ct) => throw new NotSupportedException();
}
