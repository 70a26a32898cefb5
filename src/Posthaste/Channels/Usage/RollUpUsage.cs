using Microsoft.Extensions.Options;
using Posthaste.Jobs;

namespace Posthaste.Channels.Usage;

/// <summary>Adds hours that are older than <see cref="UsageOptions.KeepHours"/> up to days and forgets days older than
/// <see cref="UsageOptions.KeepDays"/>, in steps so small that no publish call waits behind one. Run every hour or so.</summary>
internal sealed class RollUpUsage(IUsageStore store, EngineClock clock, IOptions<UsageOptions> options)
{
    private const int Step = 500;

    /// <returns>How many rows went.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (now, gone) = (clock.Now, 0);
        // Whole days only: what stands in hours then stands there for all of its day.
        gone += await InStepsAsync(() => store.RollUpAsync(DayOf(now - options.Value.KeepHours), Step, ct));
        gone += await InStepsAsync(() => store.PruneDaysAsync(DayOf(now.AddDays(-options.Value.KeepDays)), Step, ct));
        return gone;
    }

    private static async Task<int> InStepsAsync(Func<Task<int>> step)
    {
        var all = 0;
        while (await step() is var done and > 0) all += done;
        return all;
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
