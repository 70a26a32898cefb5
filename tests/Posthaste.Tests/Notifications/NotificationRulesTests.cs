using System.Text.Json;
using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;

namespace Posthaste.Tests.Notifications;

/// <summary>What is told, to whom, together with what, and what becomes of it: the pure rules.</summary>
public sealed class NotificationRulesTests
{
    private static readonly Dictionary<string, DateTimeOffset> NoPaces = [];

    [Theory]
    [InlineData("*", "post.created", true)]
    [InlineData("job.*", "job.published", true)]
    [InlineData("job.published", "job.published", true)]
    [InlineData("job.published", "job.publishing", false)]
    [InlineData("job.*", "post.created", false)]
    [InlineData("alert.*", "alert.raised", true)]
    // People and keys are for who manages them.
    [InlineData("*", "member.joined", false)]
    [InlineData("*", "session.ended", false)]
    [InlineData("*", "api_key.created", false)]
    public void A_target_hears_what_its_rules_name(string rule, string kind, bool hears) => Assert.Equal(hears, Hearing.Hears([rule], kind));

    [Theory]
    [InlineData("job")]
    [InlineData("job.")]
    [InlineData("Job.published")]
    [InlineData("member.*")]
    [InlineData("api_key.created")]
    [InlineData("jobs.*")]
    [InlineData("*.published")]
    [InlineData("")]
    public void A_rule_that_would_hear_nothing_is_refused_with_its_place(string rule) => Assert.Equal(1, Hearing.WhatIsWrong(["job.*", rule])?.Index);

    [Fact]
    public void A_program_gets_each_event_by_itself_and_people_what_weighs_the_same_together()
    {
        Delivery[] due = [Due(Notices.Trouble("One")), Due(Notices.Trouble("Other", errorKind: "reconnect_account")), Due(Notices.Trouble("Two"))];

        Assert.Equal([due[0]], Bundling.Choose(Notices.Target(TargetKind.Webhook), due, NoPaces, Notices.At).Told);
        var turn = Bundling.Choose(Notices.Target(TargetKind.Discord), due, NoPaces, Notices.At);
        Assert.Equal([due[0], due[2]], turn.Told);
        Assert.Equal("Two", Assert.Single(turn.Bulletin.Others).Title);
    }

    [Fact]
    public void Of_one_kind_of_trouble_people_hear_once_a_minute_and_of_others_at_once()
    {
        var target = Notices.Target(TargetKind.Discord);
        Delivery[] due = [Due(Notices.Trouble("Again")), Due(Notices.Trouble("Other", errorKind: "reconnect_account"))];
        var paces = new Dictionary<string, DateTimeOffset> { [due[0].Notice.Pace] = Notices.At.AddSeconds(-59) };

        var turn = Bundling.Choose(target, due, paces, Notices.At);

        Assert.Equal([due[1]], turn.Told);
        Assert.Equal([due[0] with { DueAt = Notices.At.AddSeconds(1) }], turn.Held);
        Assert.Empty(Bundling.Choose(target, due[..1], paces, Notices.At).Told);
        Assert.Equal([due[0]], Bundling.Choose(target, due[..1], paces, Notices.At.AddSeconds(1)).Told);
    }

    [Fact]
    public void That_trouble_is_over_is_not_held_back_by_the_trouble()
    {
        var resolved = Notices.Trouble() with { Kind = "alert.resolved", Tone = NoticeTone.Good };

        Assert.NotEqual(Notices.Trouble().Pace, resolved.Pace);
        Assert.Equal(Notices.Trouble().Pace, (Notices.Trouble("Another") with { Kind = "alert.raised" }).Pace);
    }

    [Fact]
    public void A_digest_tells_all_that_waits_in_one_message_but_what_is_urgent()
    {
        var target = Notices.Target(TargetKind.Email, digestMinutes: 30);
        Delivery[] due = [Due(Notices.Trouble("One")), Due(Notices.Trouble("Urgent") with { Urgent = true }), Due(Notices.Trouble("Two", errorKind: null))];

        var turn = Bundling.Choose(target, due, NoPaces, Notices.At);

        Assert.Equal([due[0], due[2]], turn.Told);
        Assert.True(turn.Bulletin.IsDigest);
    }

    [Fact]
    public void A_target_that_takes_nothing_is_tried_eight_times_over_twenty_hours()
    {
        var (target, now, waits) = (Notices.Target(TargetKind.Webhook), Notices.At, new List<TimeSpan>());
        var delivery = Due(Notices.Trouble());
        while (delivery.State == DeliveryState.Waiting)
        {
            var record = TryRule.Judge(target, new Turn([delivery], IsDigest: false, Held: []), new SendOutcome.Again("Away."), now);
            waits.Add(record.NextAt!.Value - now);
            (target, now, delivery) = (target with { Failures = record.Failures }, record.NextAt!.Value, Assert.Single(record.Deliveries));
        }

        Assert.Equal((8, DeliveryState.Failed), (delivery.Tries, delivery.State));
        Assert.Equal([0.5, 2, 10, 30, 120, 360, 720, 720], waits.Select(wait => wait.TotalMinutes));
    }

    [Fact]
    public void What_a_target_asks_to_wait_for_uses_no_try_and_is_kept_within_bounds()
    {
        var turn = new Turn([Due(Notices.Trouble())], IsDigest: false, Held: []);
        var target = Notices.Target(TargetKind.Discord);

        var asked = TryRule.Judge(target, turn, new SendOutcome.Wait(TimeSpan.FromSeconds(0.57), "Slow down."), Notices.At);
        var forever = TryRule.Judge(target, turn, new SendOutcome.Wait(TimeSpan.FromDays(400), "Slow down."), Notices.At);
        var past = TryRule.Judge(target, turn, new SendOutcome.Wait(TimeSpan.FromDays(-1), "Slow down."), Notices.At);

        Assert.Equal((Notices.At.AddSeconds(0.57), 0, 0), (asked.NextAt, asked.Failures, asked.Deliveries[0].Tries));
        Assert.Equal(Notices.At + RetryRule.LongestPause, forever.NextAt);
        Assert.True(past.NextAt > Notices.At);
    }

    [Fact]
    public void What_a_target_will_never_take_fails_alone_and_a_target_that_is_gone_is_switched_off()
    {
        var turn = new Turn([Due(Notices.Trouble())], IsDigest: false, Held: []);

        var refused = TryRule.Judge(Notices.Target(TargetKind.Discord), turn, new SendOutcome.Refused("Too odd.") { Status = 400 }, Notices.At);
        var gone = TryRule.Judge(Notices.Target(TargetKind.Discord), turn, new SendOutcome.Gone("Deleted.") { Status = 404 }, Notices.At);

        Assert.Equal((DeliveryState.Failed, 400, null), (refused.Deliveries[0].State, refused.Deliveries[0].LastStatus, refused.OffReason));
        Assert.Equal((DeliveryState.Failed, "Deleted."), (gone.Deliveries[0].State, gone.OffReason));
    }

    [Fact]
    public void An_alert_is_told_in_its_own_words_with_its_page()
    {
        var notice = NoticeText.Of(new Happening(
            AnEvent("alert.raised", new { alertId = Guid.Empty, kind = "late", errorKind = "queue_late", title = "Posts are late", message = "The oldest waits for 90 s.", path = "/jobs?state=ready" }), null, null, null, null, null));

        Assert.Equal(("Posts are late", "The oldest waits for 90 s.", NoticeTone.Trouble, "queue_late", "/jobs?state=ready", false),
            (notice.Title, notice.Message, notice.Tone, notice.ErrorKind, notice.Path, notice.Urgent));
        Assert.True(NoticeText.Of(new Happening(AnEvent("alert.escalated", new { title = "Still late" }), null, null, null, null, null)).Urgent);
        Assert.Equal(NoticeTone.Good, NoticeText.Of(new Happening(AnEvent("alert.resolved", new { title = "On time again" }), null, null, null, null, null)).Tone);
    }

    [Fact]
    public void A_jobs_trouble_is_told_with_its_error_and_success_without_the_error_from_before()
    {
        var (post, error) = (Guid.CreateVersion7(Notices.At), """{"kind":"reconnect_account","message":"The token is no longer good.","advice":"Connect the account again."}""");

        var trouble = NoticeText.Of(new Happening(AnEvent("job.needs_attention"), post, "Bread", "shop", "instagram", error));
        var live = NoticeText.Of(new Happening(AnEvent("job.published"), post, "Bread", "shop", "instagram", error));

        Assert.Equal(("Bread (@shop)", "The token is no longer good. Connect the account again.", "reconnect_account", $"/posts/{post}"), (trouble.Title, trouble.Message, trouble.ErrorKind, trouble.Path));
        Assert.Equal(("It is live.", null, NoticeTone.Good), (live.Message, live.ErrorKind, live.Tone));
    }

    [Theory]
    [InlineData("//evil.example/a")]
    [InlineData("https://evil.example/a")]
    [InlineData("/\\evil.example")]
    [InlineData("/a b")]
    [InlineData("")]
    public void A_page_that_would_lead_elsewhere_is_no_link(string path) => Assert.Null(NoticeText.Of(new Happening(AnEvent("alert.raised", new { path }), null, null, null, null, null)).Path);

    [Fact]
    public void Whatever_happens_has_a_title()
    {
        Assert.Equal("Hashtag set: created", NoticeText.Of(new Happening(AnEvent("hashtag_set.created"), null, null, null, null, null)).Title);
        Assert.Equal("Job: needs attention", NoticeText.Of(new Happening(AnEvent("job.needs_attention"), Guid.Empty, "  ", null, null, null)).Title);
    }

    [Theory]
    [InlineData(TargetKind.Webhook, "https://127.0.0.1/hook", "address_not_public")]
    [InlineData(TargetKind.Webhook, "https://[::ffff:10.0.0.1]/hook", "address_not_public")]
    [InlineData(TargetKind.Webhook, "https://169.254.169.254/latest", "address_not_public")]
    [InlineData(TargetKind.Webhook, "http://hooks.example.com/hook", "address_malformed")]
    [InlineData(TargetKind.Discord, "https://discord.example.com/api/webhooks/1/token", "address_malformed")]
    [InlineData(TargetKind.Email, "ana@example.com", "email_not_set_up")]
    [InlineData(TargetKind.Telegram, "-1001", "telegram_not_set_up")]
    [InlineData(TargetKind.Discord, "https://ptb.discord.com/api/v10/webhooks/1/token", null)]
    [InlineData(TargetKind.Slack, "https://hooks.slack.com/services/T/B/x", null)]
    [InlineData(TargetKind.Webhook, "https://hooks.example.com:8443/hook", null)]
    public void Only_addresses_of_the_public_web_and_of_ways_that_are_set_up_are_taken(TargetKind kind, string address, string? code)
    {
        var addresses = new TargetAddress(new HostGuard(), Options.Create(new NotificationsOptions()), Options.Create(new EmailOptions()));

        Assert.Equal(code, addresses.Read(kind, address, out var read)?.Code);
        Assert.Equal(code is null, read is not null);
    }

    private static Delivery Due(Notice notice) => Notices.Delivery(notice);

    private static Event AnEvent(string kind, object? data = null) => new()
    {
        Id = Guid.CreateVersion7(Notices.At),
        WorkspaceId = NoticeDesk.WorkspaceId,
        Kind = kind,
        SubjectId = Guid.CreateVersion7(Notices.At),
        At = Notices.At,
        Actor = "engine",
        Data = data is null ? "{}" : JsonSerializer.Serialize(data),
    };
}
