using Posthaste.Channels;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Alerts;

/// <summary>A workspace with an account, and somebody who looks for trouble in it.</summary>
public abstract class AlertContract(TestDatabase database) : IAsyncLifetime
{
    private protected Desk Desk { get; private set; } = null!;

    private protected AlertDesk Alerts { get; private set; } = null!;

    private protected Channel Channel { get; private set; } = null!;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Desk = await Posts.Desk.OpenAsync(database: database);
        Alerts = new AlertDesk(Desk);
        Channel = await Desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
