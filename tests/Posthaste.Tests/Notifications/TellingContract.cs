using Posthaste.Events;
using Posthaste.Notifications;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Notifications;

/// <summary>What is held back and told together: repeated trouble, quiet hours, digests. On both databases.</summary>
public abstract class TellingContract(TestDatabase database) : NoticeContract(database)
{
    [Fact]
    public async Task Of_one_kind_of_trouble_a_channel_hears_once_a_minute_with_what_was_held_back()
    {
        await Desk.TargetAsync(TargetKind.Discord, hears: "alert.*");
        await AlertAsync("One");
        await Desk.RoundAsync();
        foreach (var title in new[] { "Two", "Three" })
        {
            Desk.Time.Advance(TimeSpan.FromSeconds(20));
            await AlertAsync(title);
            await Desk.RoundAsync();
        }
        await AlertAsync("Over", "alert.resolved");
        await Desk.RoundAsync();
        Assert.Equal(["One", "Over"], Desk.Sent.Select(message => message.Bulletin.First.Title));

        Desk.Time.Advance(TimeSpan.FromSeconds(20));
        await Desk.RoundAsync();

        Assert.Equal((3, "Two", "Three"), (Desk.Sent.Count, Desk.Sent[2].Bulletin.First.Title, Assert.Single(Desk.Sent[2].Bulletin.Others).Title));
        var log = await Desk.LogAsync();
        Assert.All(log, delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        Assert.Equal(Desk.Sent[2].DeliveryId, log.Single(delivery => delivery.Notice.Title == "Three").ToldWith);

        Task<Event> AlertAsync(string title, string kind = "alert.raised") => Desk.HappenAsync(kind, new { title, errorKind = "queue_late" });
    }

    [Fact]
    public async Task In_quiet_hours_only_what_is_urgent_is_told_and_the_rest_in_the_morning()
    {
        await Desk.Workspaces.SaveAsync((await Desk.Workspaces.FindAsync(NoticeDesk.WorkspaceId, Ct))! with { TimeZone = "Europe/Berlin" }, Ct);
        // It is noon in Berlin.
        await Desk.TargetAsync(TargetKind.Email, quiet: new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)), hears: "alert.*");
        await Desk.HappenAsync("alert.raised", new { title = "Waits" });
        await Desk.HappenAsync("alert.escalated", new { title = "Urgent" });
        await Desk.RoundAsync();
        Assert.Equal(["Urgent"], Desk.Sent.Select(message => message.Bulletin.First.Title));

        Desk.Time.Advance(TimeSpan.FromMinutes(59));
        await Desk.RoundAsync();
        Assert.Single(Desk.Sent);
        Desk.Time.Advance(TimeSpan.FromMinutes(1));
        await Desk.RoundAsync();

        Assert.Equal("Waits", Desk.Sent[1].Bulletin.First.Title);
    }

    [Fact]
    public async Task A_digest_comes_once_and_tells_all_of_it()
    {
        await Desk.TargetAsync(TargetKind.Email, digestMinutes: 30, hears: "job.*");
        for (var i = 0; i < 5; i++) await Desk.HappenAsync();
        await Desk.RoundAsync();
        Assert.Empty(Desk.Sent);

        Desk.Time.Advance(TimeSpan.FromMinutes(30));
        await Desk.RoundAsync();

        Assert.Equal((true, 4), (Assert.Single(Desk.Sent).Bulletin.IsDigest, Desk.Sent[0].Bulletin.Others.Count));
    }

    [Fact]
    public async Task Old_deliveries_are_forgotten()
    {
        var target = await Desk.TargetAsync(hears: "job.*");
        await Desk.HappenAsync();
        await Desk.RoundAsync();
        Desk.Time.Advance(TimeSpan.FromDays(31));
        await Desk.HappenAsync();
        await Desk.RoundAsync();

        Assert.Equal(1, await new PruneDeliveries(Desk.Deliveries, Desk.Clock, Microsoft.Extensions.Options.Options.Create(new NotificationsOptions())).RunAsync(Ct));
        Assert.Single(await Desk.LogAsync());
        Assert.IsType<TargetResult.Saved>(await Desk.DeleteTarget.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct));
        Assert.Empty(await Desk.LogAsync());
    }
}

public sealed class SqliteTellingTests() : TellingContract(new SqliteTestDatabase());

public sealed class PostgresTellingTests() : TellingContract(new PostgresTestDatabase());
