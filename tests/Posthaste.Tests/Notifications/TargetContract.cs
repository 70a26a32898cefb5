using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Notifications;

/// <summary>Where notifications go: kept sealed, switched off and on, changed. On both databases.</summary>
public abstract class TargetContract(TestDatabase database) : NoticeContract(database)
{
    [Fact]
    public async Task A_target_comes_back_as_it_was_saved_and_its_address_is_sealed()
    {
        var made = await Desk.TargetAsync(TargetKind.Discord, " Team ", new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 30)), 30, "alert.*", "job.published", "alert.*");

        var found = await Desk.ReadAsync(made);

        Assert.Equivalent(made, found, strict: true);
        Assert.Equal(("Team", "discord.com, webhook 12"), (found.Name, found.AddressHint));
        Assert.Equal(["alert.*", "job.published"], found.Hears);
        Assert.DoesNotContain("token-of-discord", found.Address, StringComparison.Ordinal);
        Assert.Equal("https://discord.com/api/webhooks/12/token-of-discord", Desk.Vault.Open(found.Address, found.Id).Reveal());
        Assert.Null(await Desk.Targets.FindAsync(Guid.Empty, made.Id, Ct));
    }

    [Fact]
    public async Task A_change_of_the_master_key_reaches_address_and_secrets()
    {
        var target = await Desk.TargetAsync();
        await Desk.RotateTargetSecret.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct);

        var all = await Desk.Targets.ListTokensAsync(Ct);
        foreach (var sealedToken in all) Assert.True(await Desk.Targets.ReplaceTokenAsync(sealedToken, Desk.Vault.SealAnew(sealedToken.Token, sealedToken.ChannelId), Ct));

        var found = await Desk.ReadAsync(target);
        Assert.Equal(3, all.Count);
        Assert.Empty(all.Select(token => token.Token).Intersect([found.Address, found.SigningSecret!, found.OldSecret!]));
        Assert.Equal("https://hooks.example.com/token-of-hook", Desk.Vault.Open(found.Address, found.Id).Reveal());
        Assert.False(await Desk.Targets.ReplaceTokenAsync(all[0], "late", Ct));
    }

    [Fact]
    public async Task A_target_that_is_gone_is_switched_off_and_says_so_to_the_others()
    {
        var gone = await Desk.TargetAsync(TargetKind.Discord, "Gone", hears: "job.*");
        await Desk.TargetAsync(name: "Other", hears: "notifications.*");
        await Desk.HappenAsync();
        await Desk.HappenAsync("job.needs_attention");
        Desk.Answer = message => Task.FromResult<SendOutcome>(message.Bulletin.First.Kind.StartsWith("job.", StringComparison.Ordinal) ? new SendOutcome.Gone("Deleted.") { Status = 404 } : new SendOutcome.Delivered());
        await Desk.RoundAsync();
        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        await Desk.HappenAsync();
        await Desk.RoundAsync();

        Assert.Equal((false, "Deleted."), ((await Desk.ReadAsync(gone)).IsOn, (await Desk.ReadAsync(gone)).OffReason));
        Assert.All((await Desk.LogAsync()).Where(delivery => delivery.TargetId == gone.Id), delivery => Assert.Equal(DeliveryState.Failed, delivery.State));
        Assert.Contains(Desk.Sent, message => message.Bulletin.First.Kind == "notifications.target_off");
        Assert.Single(Desk.Sent, message => message.Bulletin.First.Kind.StartsWith("job.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_happens_while_a_target_is_off_is_not_told_later()
    {
        var target = await Desk.TargetAsync(hears: "job.*");
        await Desk.HappenAsync();
        await Desk.Follower().RunAsync(whole: true, Ct);
        await ChangeAsync(target, isOn: false);
        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        await Desk.HappenAsync();
        await Desk.RoundAsync();
        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        await ChangeAsync(target, isOn: true);
        var told = await Desk.HappenAsync();
        await Desk.RoundAsync();

        Assert.Equal([told.Id], await ToldAsync(target));
    }

    [Fact]
    public async Task A_replaced_secret_signs_for_a_day_beside_the_new_one()
    {
        var target = await Desk.TargetAsync(hears: "job.*");
        var old = Desk.Vault.Open(target.SigningSecret!, target.Id).Reveal();
        var saved = Assert.IsType<TargetResult.Saved>(await Desk.RotateTargetSecret.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct));
        await Desk.HappenAsync();
        await Desk.RoundAsync();
        Desk.Time.Advance(TimeSpan.FromHours(24));
        await Desk.HappenAsync();
        await Desk.RoundAsync();

        Assert.Equal([saved.SigningSecret!.Reveal(), old], Desk.Sent[0].SigningSecrets.Select(secret => secret.Reveal()));
        Assert.Equal([saved.SigningSecret.Reveal()], Desk.Sent[1].SigningSecrets.Select(secret => secret.Reveal()));
    }

    [Fact]
    public async Task Every_workspace_has_the_servers_own_target_for_as_long_as_the_setting_is_there()
    {
        await KeepAsync("https://discord.com/api/webhooks/12/one");
        await KeepAsync("https://discord.com/api/webhooks/12/one");
        var target = Assert.Single(await Desk.Targets.ListAsync(NoticeDesk.WorkspaceId, Ct));
        await Desk.HappenAsync("alert.raised", new { title = "Late" });
        await Desk.HappenAsync("job.published");
        Desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Gone("Deleted."));
        await Desk.RoundAsync();
        Assert.Equal(("Late", true), (Assert.Single(Desk.Sent).Bulletin.First.Title, Desk.Sent[0].OfServer));
        Assert.False((await Desk.ReadAsync(target)).IsOn);

        await KeepAsync("https://discord.com/api/webhooks/12/other");
        Assert.True((await Desk.ReadAsync(target)).IsOn);
        Assert.Equal("of_server", Assert.IsType<TargetResult.Refused>(await Desk.DeleteTarget.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct)).Code);
        await KeepAsync(null);

        Assert.Empty(await Desk.Targets.ListAsync(NoticeDesk.WorkspaceId, Ct));
    }

    [Theory]
    [InlineData(TargetKind.Webhook, "ftp://hooks.example.com", "address_malformed", "address")]
    [InlineData(TargetKind.Webhook, "https://user:password@hooks.example.com/", "address_malformed", "address")]
    [InlineData(TargetKind.Webhook, "https://hooks.example.com/a b", "address_malformed", "address")]
    [InlineData(TargetKind.Discord, "https://discord.com/channels/1/2", "address_malformed", "address")]
    [InlineData(TargetKind.Telegram, "my chat", "address_malformed", "address")]
    [InlineData(TargetKind.Email, "ana@example.com, eve@example.com", "address_malformed", "address")]
    [InlineData(TargetKind.Email, "ana@example.com\r\nBcc: eve@example.com", "address_malformed", "address")]
    public async Task An_address_that_cannot_be_one_is_refused(TargetKind kind, string address, string code, string field)
    {
        var refused = Assert.IsType<TargetResult.Refused>(await Desk.CreateTarget.RunAsync(NoticeDesk.WorkspaceId, kind, new TargetWish { Name = "Ours", Address = address, Hears = ["*"] }, "Ann", Ct));

        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    private Task KeepAsync(string? url) => new KeepServerTargets(
        Desk.Targets, Desk.Workspaces, Desk.Vault, Desk.Database, Desk.Clock, Microsoft.Extensions.Options.Options.Create(new DiscordOptions { WebhookUrl = url })).RunAsync(Ct);
}

public sealed class SqliteTargetTests() : TargetContract(new SqliteTestDatabase());

public sealed class PostgresTargetTests() : TargetContract(new PostgresTestDatabase());
