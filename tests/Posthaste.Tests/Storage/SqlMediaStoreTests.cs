using Posthaste.Media;
using Posthaste.Storage;
using Posthaste.Tests.Media;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Storage;

/// <summary>The media contract on a real database, whose rows must belong to a workspace.</summary>
public abstract class SqlMediaStoreContract(TestDatabase database) : MediaStoreContract
{
    protected override async Task<IMediaStore> CreateEmptyStoreAsync()
    {
        await database.StartAsync();
        var workspaces = new SqlWorkspaceStore(database.Database);
        foreach (var id in new[] { Workspace, OtherWorkspace })
            await workspaces.AddAsync(new Workspace { Id = id, Name = "Test", CreatedAt = TestDatabase.Start }, Ct);
        return new SqlMediaStore(database.Database);
    }

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteMediaStoreTests() : SqlMediaStoreContract(new SqliteTestDatabase());

public sealed class PostgresMediaStoreTests() : SqlMediaStoreContract(new PostgresTestDatabase());
