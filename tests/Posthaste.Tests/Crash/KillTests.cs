namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-6: the server process is killed at every named place while it publishes, and started again. Ground truth is the
/// sandbox's ledger of what really went live.</summary>
public abstract class KillContract(KillRuns runs)
{
    public static TheoryData<string> Failpoints => [.. KillRows.All.Select(row => row.Failpoint)];

    [Theory]
    [MemberData(nameof(Failpoints))]
    public Task A_server_that_fails_while_it_publishes_publishes_once(string failpoint) => runs.OfAsync(failpoint);

    [Fact]
    public Task The_checker_finds_nothing_wrong_with_what_came_of_it() => runs.CheckedAsync();
}

public sealed class SqliteKillTests(SqliteKillRuns runs) : KillContract(runs), IClassFixture<SqliteKillRuns>;

public sealed class PostgresKillTests(PostgresKillRuns runs) : KillContract(runs), IClassFixture<PostgresKillRuns>;
