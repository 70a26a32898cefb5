using Posthaste.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>A test of the engine's: starts with one node and one channel, and ends with what must always hold.</summary>
public abstract class EngineStory : IAsyncLifetime
{
    internal EngineHarness Engine { get; private set; } = null!;

    internal ModelPlatform Platform => Engine.Platform;

    public async ValueTask InitializeAsync() => Engine = await EngineHarness.StartAsync(Database(), Options());

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (TestContext.Current.TestState?.Result != TestResult.Failed) await Engine.CheckAsync();
        }
        finally
        {
            await Engine.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }

    protected virtual TestDatabase Database() => new SqliteTestDatabase();

    protected virtual JobsOptions Options() => new();

    protected static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    protected static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);

    /// <summary>The refusal's code; null where it was done.</summary>
    protected static string? CodeOf(MoveResult result) => (result as MoveResult.Refused)?.Code;
}
