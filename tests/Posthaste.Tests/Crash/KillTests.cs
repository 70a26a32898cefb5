namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-6: the server process is killed at every named place while it publishes, and started again. Ground truth is the
/// sandbox's ledger of what really went live. Each place on one database, and which one changes from run to run; <c>./test full</c> tells all on both.</summary>
public sealed class KillTests(EngineKillRuns runs) : IClassFixture<EngineKillRuns>
{
    public static TheoryData<string> Failpoints => [.. KillRows.All.Select(row => row.Failpoint)];

    [Theory]
    [MemberData(nameof(Failpoints))]
    public Task A_server_that_fails_while_it_publishes_publishes_once(string failpoint) => runs.OfAsync(failpoint);

    [Fact]
    public Task The_checker_finds_nothing_wrong_with_what_came_of_it() => runs.CheckedAsync();
}
