using Posthaste.Channels;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Handover;

/// <summary>A workspace with an account and a chat that its cards go to.</summary>
public abstract class CardContract(TestDatabase database) : IAsyncLifetime
{
    private protected Desk Desk { get; private set; } = null!;

    private protected HandoverDesk Cards { get; private set; } = null!;

    private protected Channel Channel { get; private set; } = null!;

    private protected static CancellationToken Ct => Posts.Desk.Ct;

    public async ValueTask InitializeAsync()
    {
        Desk = await Posts.Desk.OpenAsync(database: database);
        Cards = new HandoverDesk(Desk);
        Channel = await Desk.ConnectAsync();
        await Cards.LinkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
