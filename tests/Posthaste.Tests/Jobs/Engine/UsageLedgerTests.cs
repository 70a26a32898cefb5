using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

public sealed class UsageLedgerTests
{
    private static readonly Guid Channel = new("01900000-0000-7000-8000-0000000000c1");

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_that_write_at_once_write_what_was_counted_once()
    {
        var store = new SlowStore();
        var ledger = new UsageLedger(store, new EngineClock(_time), _time, NullLogger<UsageLedger>.Instance);
        ledger.Add(Channel, new UsageCount(1));
        ledger.Count(Channel, new CallTotals(2, 1, 300, 400));

        var (first, second) = (ledger.FlushAsync(Ct), ledger.FlushAsync(Ct));
        ledger.Add(Channel, new UsageCount(4));
        store.Open();
        await Task.WhenAll(first, second);

        Assert.Equal(new UsageCount(7, Errors: 1, BytesOut: 300, BytesIn: 400), store.Written);
        Assert.Equal(default, ledger.Pending(Channel));
    }

    /// <summary>Writes only once it is opened; it has nothing but the count.</summary>
    private sealed class SlowStore() : StoreProxy(null!, null!, null!)
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public UsageCount Written { get; private set; }

        public void Open() => _opened.SetResult();

        public override async Task CountUsageAsync(Guid channelId, UsageCount count, DateTimeOffset now, CancellationToken ct)
        {
            await _opened.Task;
            Written += count;
        }

        protected override Task<T> CallAsync<T>(string method, object? about, Func<Task<T>> call) => throw new NotSupportedException();

        protected override DateTimeOffset ReadClock() => throw new NotSupportedException();
    }
}
