using Posthaste.Notifications;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Notifications;

/// <summary>A workspace whose events are told.</summary>
public abstract class NoticeContract(TestDatabase database) : IAsyncLifetime
{
    private protected NoticeDesk Desk { get; private set; } = null!;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Desk = await NoticeDesk.OpenAsync(database);

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task ChangeAsync(Target target, bool isOn) => Assert.IsType<TargetResult.Saved>(await Desk.ChangeTarget.RunAsync(
        NoticeDesk.WorkspaceId, target.Id, found => new TargetWish { Name = found.Name, Hears = found.Hears, IsOn = isOn }, "Ann", Ct));

    /// <summary>The events that a target was sent, in order.</summary>
    private protected async Task<List<Guid>> ToldAsync(Target target)
    {
        var its = (await Desk.LogAsync()).Where(delivery => delivery.TargetId == target.Id).Select(delivery => delivery.Id).ToHashSet();
        return [.. Desk.Sent.Where(message => its.Contains(message.DeliveryId)).Select(message => message.Bulletin.First.EventId)];
    }
}
