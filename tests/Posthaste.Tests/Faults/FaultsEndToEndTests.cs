namespace Posthaste.Tests.Faults;

/// <summary>R-PUB-6: every way the network was seen to misbehave, from the API to the ledger of what really went live.</summary>
public sealed class FaultsEndToEndTests(FaultRuns runs) : IClassFixture<FaultRuns>
{
    public static TheoryData<string> Rows => [.. FaultRows.All.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Whatever_the_network_does_the_end_is_the_truth(string fault) => runs.OfAsync(fault);
}

/// <summary>Runs all rows at the same time, a few at once: they mostly wait.</summary>
public sealed class FaultRuns : IAsyncLifetime
{
    private const int AtOnce = 12;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly Dictionary<string, Task> _runs = [];

    public ValueTask InitializeAsync()
    {
        // Rows outlive this call and the tests that wait for other rows; what is current here must not be current there.
        using (ExecutionContext.SuppressFlow())
        {
            foreach (var (name, row) in FaultRows.All) _runs[name] = Task.Run(() => RunAsync(row));
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>What came of a row.</summary>
    public Task OfAsync(string name) => _runs[name];

    public async ValueTask DisposeAsync()
    {
        // Rows that were not asked for have nobody to tell how they ended.
        await Task.WhenAll(_runs.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _places.Dispose();
    }

    private async Task RunAsync(FaultRow row)
    {
        await _places.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await using var rig = await FaultRig.StartAsync(row);
            await row.Story(rig);
        }
        finally
        {
            _places.Release();
        }
    }
}
