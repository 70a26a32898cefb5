using Posthaste.Channels.Usage;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>What the store of usage by the day must do on both databases.</summary>
public abstract class UsageStoreContract(TestDatabase database) : StoreContract(database)
{
    private static readonly Guid Channel = new("01900000-0000-7000-8000-0000000000c1");
    private static readonly Guid Other = new("01900000-0000-7000-8000-0000000000c2");
    private static readonly DateOnly Today = DateOnly.FromDateTime(Start.UtcDateTime);

    private SqlUsageStore Usage => new(Database);

    private SqlLaneStore Lanes => new(Database);

    private SqlMediaStore Media => new(Database);

    [Fact]
    public async Task Days_are_the_sum_of_their_hours()
    {
        await CountAsync(Channel, Start, calls: 3);
        await CountAsync(Channel, Start.AddHours(2), calls: 4);
        await CountAsync(Channel, Start.AddDays(1), calls: 5);
        await CountAsync(Other, Start, calls: 7);

        var found = await Usage.ListDaysAsync([Channel, Other], Today, Today.AddDays(1), Ct);

        Assert.Equal([Day(Channel, Today, 7, counts: 2), Day(Other, Today, 7), Day(Channel, Today.AddDays(1), 5)], found);
        Assert.Equal([Day(Channel, Today, 7, counts: 2)], await Usage.ListDaysAsync([Channel], Today, Today, Ct));
        Assert.Empty(await Usage.ListDaysAsync([], Today, Today, Ct));
    }

    [Fact]
    public async Task Both_ends_of_the_time_belong_to_it()
    {
        var midnight = new DateTimeOffset(Today, TimeOnly.MinValue, TimeSpan.Zero);
        await CountAsync(Channel, midnight.AddMinutes(-1), calls: 1);
        await CountAsync(Channel, midnight, calls: 2);
        await CountAsync(Channel, midnight.AddDays(1).AddMinutes(-1), calls: 4);
        await CountAsync(Channel, midnight.AddDays(1), calls: 8);

        Assert.Equal([Day(Channel, Today, 6, counts: 2)], await Usage.ListDaysAsync([Channel], Today, Today, Ct));
    }

    [Fact]
    public async Task Adding_hours_up_changes_no_day_whether_it_is_half_done_or_done()
    {
        foreach (var n in Enumerable.Range(0, 30)) await CountAsync(Channel, Start.AddHours(n), calls: n + 1);
        var before = await Usage.ListDaysAsync([Channel], Today, Today.AddDays(2), Ct);

        Assert.Equal(4, await Usage.RollUpAsync(Today.AddDays(1), 4, Ct));
        Assert.Equal(before, await Usage.ListDaysAsync([Channel], Today, Today.AddDays(2), Ct));
        Assert.Equal(10, await Usage.RollUpAsync(Today.AddDays(1), 100, Ct));
        Assert.Equal(before, await Usage.ListDaysAsync([Channel], Today, Today.AddDays(2), Ct));

        Assert.Equal(0, await Usage.RollUpAsync(Today.AddDays(1), 100, Ct));
        var hours = await new SqlChannelStore(Database).ListUsageAsync(Channel, Start, Ct);
        Assert.Equal(16, hours.Count);
        Assert.All(hours, hour => Assert.True(hour.Hour >= new DateTimeOffset(Today.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)));
    }

    [Fact]
    public async Task However_many_add_up_at_once_each_hour_counts_once()
    {
        foreach (var n in Enumerable.Range(0, 40)) await CountAsync(n % 2 == 0 ? Channel : Other, Start.AddHours(n / 2), calls: 1);

        var moved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var all = 0;
            while (await Usage.RollUpAsync(Today.AddDays(2), 3, Ct) is var done and > 0) all += done;
            return all;
        }, Ct)));

        Assert.Equal(40, moved.Sum());
        Assert.Equal(40, (await Usage.ListDaysAsync([Channel, Other], Today, Today.AddDays(1), Ct)).Sum(day => day.Usage.Calls));
    }

    [Fact]
    public async Task Old_days_are_forgotten_and_younger_ones_stay()
    {
        await CountAsync(Channel, Start.AddDays(-3), calls: 1);
        await CountAsync(Channel, Start.AddDays(-2), calls: 2);
        await Usage.RollUpAsync(Today, 100, Ct);
        var item = await AddMediaAsync();
        await Usage.CountHostedAsync([new(item.Id, new HostedBytes(1, 0))], Start.AddDays(-3), Ct);
        var channels = new SqlChannelStore(Database);
        await channels.CountRenewalAsync(Channel, Start.AddDays(-9), isRenewed: true, Start.AddDays(-3), Ct);
        await channels.CountRenewalAsync(Channel, Start.AddDays(-3), isRenewed: false, Start, Ct);

        Assert.Equal(3, await Usage.PruneDaysAsync(Today.AddDays(-2), 10, Ct));

        Assert.Equal([Day(Channel, Today.AddDays(-2), 2)], await Usage.ListDaysAsync([Channel], Today.AddDays(-9), Today, Ct));
        Assert.Empty(await Usage.ListHostedDaysAsync(WorkspaceId, Today.AddDays(-9), Today, Ct));
        Assert.Equal(0, await Usage.PruneDaysAsync(Today.AddDays(-2), 10, Ct));
    }

    [Fact]
    public async Task Hosted_bytes_add_up_in_the_day_of_the_workspace()
    {
        var (one, two) = (await AddMediaAsync('a'), await AddMediaAsync('b'));

        await Usage.CountHostedAsync([new(one.Id, new HostedBytes(100, 7)), new(two.Id, new HostedBytes(10, 0)), new(NewId(), new HostedBytes(9, 9))], Start, Ct);
        await Usage.CountHostedAsync([new(one.Id, new HostedBytes(0, 5))], Start.AddHours(3), Ct);
        await Usage.CountHostedAsync([new(one.Id, new HostedBytes(1, 1))], Start.AddDays(1), Ct);

        Assert.Equal(
            [new HostedDay(Today, new HostedSum(110, 12, 0)), new HostedDay(Today.AddDays(1), new HostedSum(1, 1, 0))],
            await Usage.ListHostedDaysAsync(WorkspaceId, Today, Today.AddDays(1), Ct));
        Assert.Empty(await Usage.ListHostedDaysAsync(NewId(), Today, Today.AddDays(1), Ct));
    }

    [Fact]
    public async Task What_lies_in_a_store_counts_once_an_hour_and_what_this_server_hands_out_does_not()
    {
        var item = await AddMediaAsync();
        await Media.AddCopyAsync(Copy(item, MediaHosting.S3, 1_000), Ct);
        await Media.AddCopyAsync(Copy(item, MediaHosting.Cloudinary, 500), Ct);
        await Media.AddCopyAsync(Copy(item, MediaHosting.Local, 7), Ct);

        Assert.Equal(1, await Usage.CountStoredAsync(Start, Ct));
        Assert.Equal(0, await Usage.CountStoredAsync(Start.AddMinutes(59), Ct));
        Assert.Equal(1, await Usage.CountStoredAsync(Start.AddHours(1), Ct));

        Assert.Equal([new HostedDay(Today, new HostedSum(0, 0, 3_000))], await Usage.ListHostedDaysAsync(WorkspaceId, Today, Today, Ct));
    }

    [Fact]
    public async Task What_can_be_fetched_now_counts_wherever_it_lies_and_what_has_ended_does_not()
    {
        var item = await AddMediaAsync();
        await Media.AddCopyAsync(Copy(item, MediaHosting.S3, 3_000_000_000), Ct);
        await Media.AddCopyAsync(Copy(item, MediaHosting.Local, 7), Ct);
        await Media.AddCopyAsync(Copy(item, MediaHosting.Local, 9) with { ExpiresAt = Start }, Ct);

        Assert.Equal(new HostedNow(2, 3_000_000_007), await Usage.CountLivingAsync(WorkspaceId, Start, Ct));
        Assert.Equal(new HostedNow(0, 0), await Usage.CountLivingAsync(NewId(), Start, Ct));
    }

    private Task CountAsync(Guid channelId, DateTimeOffset at, int calls) =>
        Lanes.CountUsageAsync(channelId, new UsageCount(calls, Publishes: 1, Errors: 2, BytesOut: 5_000_000_000, BytesIn: 10), at, Ct);

    /// <param name="counts">How often <see cref="CountAsync"/> counted in it.</param>
    private static ChannelDay Day(Guid channelId, DateOnly day, int calls, int counts = 1) =>
        new(channelId, day, new UsageSum(calls, counts, 2 * counts, 5_000_000_000 * counts, 10 * counts));

    private async Task<MediaItem> AddMediaAsync(char hash = 'a') => await Media.AddAsync(new MediaItem
    {
        Id = NewId(),
        WorkspaceId = WorkspaceId,
        FileName = "a.jpg",
        ContentType = "image/jpeg",
        Kind = MediaKind.Image,
        Bytes = 1_000,
        Sha256 = new string(hash, 64),
        Width = 1080,
        Height = 1350,
        Codec = "jpeg",
        Details = new MediaDetails(),
        CreatedAt = Start,
    }, Ct);

    private static HostedCopy Copy(MediaItem item, MediaHosting hosting, long bytes) => new()
    {
        Id = NewId(),
        MediaId = item.Id,
        Sha256 = item.Sha256,
        ContentType = item.ContentType,
        Bytes = bytes,
        Hosting = hosting,
        Url = new Uri("https://posts.example/m/1/2/3.jpg"),
        ExpiresAt = Start.AddHours(2),
        CreatedAt = Start,
    };
}

public sealed class SqliteUsageStoreTests() : UsageStoreContract(new SqliteTestDatabase());

public sealed class PostgresUsageStoreTests() : UsageStoreContract(new PostgresTestDatabase());
