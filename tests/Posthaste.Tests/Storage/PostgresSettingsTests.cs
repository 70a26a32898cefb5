using Dapper;
using Npgsql;
using Posthaste.Storage.Postgres;

namespace Posthaste.Tests.Storage;

/// <summary>What the operator did not write into the connection string is made to suit nodes that may be cut off.</summary>
public sealed class PostgresSettingsTests
{
    [Fact]
    public void What_was_not_set_is_set()
    {
        var settings = PostgresDatabase.Complete("Host=db;Username=posthaste");

        Assert.Equal((5, 10, 1000, 100), (settings.Timeout, settings.CommandTimeout, settings.CancellationTimeout, settings.MaxAutoPrepare));
        Assert.True(settings.TcpKeepAlive);
        Assert.Equal("-c idle_in_transaction_session_timeout=5s", settings.Options);
    }

    [Fact]
    public void What_was_set_stays()
    {
        var settings = PostgresDatabase.Complete("Host=db;Timeout=60;Command Timeout=70;Max Auto Prepare=0;Tcp Keepalive=false;Options=-c work_mem=8MB");

        Assert.Equal((60, 70, 0), (settings.Timeout, settings.CommandTimeout, settings.MaxAutoPrepare));
        Assert.False(settings.TcpKeepAlive);
        Assert.Equal("-c work_mem=8MB", settings.Options);
    }

    [Fact]
    public async Task A_transaction_in_which_nothing_happens_is_ended_by_the_database()
    {
        await using var database = new PostgresTestDatabase();
        await database.StartAsync();
        await using var connection = new NpgsqlConnection(PostgresDatabase.Complete(database.ConnectionString).ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        Assert.Equal("5s", await connection.ExecuteScalarAsync<string>("SHOW idle_in_transaction_session_timeout"));
    }
}
