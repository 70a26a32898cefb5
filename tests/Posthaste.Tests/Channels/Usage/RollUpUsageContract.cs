using Microsoft.Extensions.Options;
using Posthaste.Channels.Usage;
using Posthaste.Jobs;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Channels.Usage;

/// <summary>What the hourly upkeep makes of usage, on both databases.</summary>
public abstract class RollUpUsageContract(TestDatabase database) : StoreContract(database)
{
    private static readonly Guid Channel = new("01900000-0000-7000-8000-0000000000c1");
    private static readonly DateOnly Today = DateOnly.FromDateTime(Start.UtcDateTime);

    private SqlUsageStore Usage => new(Database);

    [Fact]
    public async Task Hours_become_days_when_their_time_is_over_and_days_go_when_theirs_is()
    {
        var rollUp = new RollUpUsage(Usage, new EngineClock(Time), Options.Create(new UsageOptions { KeepHours = TimeSpan.FromDays(2), KeepDays = 5 }));
        for (var days = -7; days <= 0; days++)
            await new SqlLaneStore(Database).CountUsageAsync(Channel, new UsageCount(1), Start.AddDays(days), Ct);

        // Five hours are added up; of their days the two that are more than five days old go.
        Assert.Equal(7, await rollUp.RunAsync(Ct));
        Assert.Equal(0, await rollUp.RunAsync(Ct));

        Assert.Equal(
            Enumerable.Range(-5, 6).Select(days => new ChannelDay(Channel, Today.AddDays(days), new UsageSum(1, 0, 0, 0, 0))),
            await Usage.ListDaysAsync([Channel], Today.AddDays(-9), Today, Ct));
        Assert.Equal(3, (await new SqlChannelStore(Database).ListUsageAsync(Channel, Start.AddDays(-9), Ct)).Count);
    }

    [Fact]
    public async Task More_hours_than_one_step_takes_are_all_added_up()
    {
        var rollUp = new RollUpUsage(Usage, new EngineClock(Time), Options.Create(new UsageOptions()));
        await Database.RunAsync(async () =>
        {
            foreach (var n in Enumerable.Range(0, 1_201))
                await new SqlLaneStore(Database).CountUsageAsync(Channel, new UsageCount(1), Start.AddDays(-40).AddHours(-(n % 60)), Ct);
            foreach (var _ in Enumerable.Range(0, 600))
                await new SqlLaneStore(Database).CountUsageAsync(NewId(), new UsageCount(1), Start.AddDays(-60), Ct);
            return true;
        }, Ct);

        Assert.Equal(660, await rollUp.RunAsync(Ct));

        Assert.Equal(1_201, (await Usage.ListDaysAsync([Channel], Today.AddDays(-100), Today, Ct)).Sum(day => day.Usage.Calls));
    }
}

public sealed class SqliteRollUpUsageTests() : RollUpUsageContract(new SqliteTestDatabase());

public sealed class PostgresRollUpUsageTests() : RollUpUsageContract(new PostgresTestDatabase());
