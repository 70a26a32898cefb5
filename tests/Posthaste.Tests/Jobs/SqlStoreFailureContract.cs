using System.Data.Common;
using Dapper;
using Posthaste.Jobs;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>What only a real database can do: fail.</summary>
public abstract class SqlStoreFailureContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TestDatabase.Start;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_database_that_fails_says_so_in_a_way_the_workers_expect()
    {
        var lanes = new SqlLaneStore(database.Database);
        await database.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync("DROP TABLE lanes"), Ct);

        await Assert.ThrowsAnyAsync<DbException>(() => lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
        await Assert.ThrowsAnyAsync<DbException>(() =>
            lanes.ClaimAsync(LaneKind.Publish, Guid.CreateVersion7(Now), Now, DateTimeOffset.UnixEpoch, 10, Ct));
    }
}

public sealed class SqliteStoreFailureTests() : SqlStoreFailureContract(new SqliteTestDatabase());

public sealed class PostgresStoreFailureTests() : SqlStoreFailureContract(new PostgresTestDatabase());
