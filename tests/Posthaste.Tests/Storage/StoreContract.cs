using Posthaste.Channels;
using Posthaste.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Storage;

/// <summary>A fresh database with one workspace in it, and rows that other rows refer to.</summary>
public abstract class StoreContract(TestDatabase database) : IAsyncLifetime
{
    protected static readonly Guid WorkspaceId = new("01900000-0000-7000-8000-00000000000a");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static DateTimeOffset Start => TestDatabase.Start;

    private protected Database Database => database.Database;

    protected ManualTime Time => database.Time;

    public virtual async ValueTask InitializeAsync()
    {
        await database.StartAsync();
        await new SqlWorkspaceStore(Database).AddAsync(new Workspace { Id = WorkspaceId, Name = "Test", CreatedAt = Start }, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static Guid NewId() => Guid.CreateVersion7(Start);

    protected static Channel AChannel(string remoteId = "1784") => new()
    {
        Id = NewId(),
        WorkspaceId = WorkspaceId,
        Platform = "instagram",
        RemoteId = remoteId,
        Username = "shop",
        State = ChannelState.Active,
        TokenChangedAt = Start,
        CreatedAt = Start,
        UpdatedAt = Start,
    };
}
