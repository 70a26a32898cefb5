using System.Security.Cryptography;
using Posthaste.Channels;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Platforms;

namespace Posthaste.Tests.Notifications;

/// <summary>Telegram as a way of telling, whatever its messenger answers; and what every way does without a key or a bot.</summary>
public sealed class TelegramNotifierTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_gets_the_trouble_its_link_and_the_deliverys_id_as_plain_text()
    {
        var messenger = new Scripted(new TextSent.Sent("1", 1));

        Assert.IsType<SendOutcome.Delivered>(await SendAsync(messenger));

        Assert.Equal("-1001", messenger.ChatId);
        Assert.Equal(
            "⚠ Bread\nThe network did not take it.\nRetry in dashboard: https://posts.example.com/posts/01900000-0000-7000-8000-000000000005\n\n01900000-0000-7000-8000-00000000000d", messenger.Text);
    }

    [Fact]
    public async Task What_the_messenger_answers_leads_to_one_action()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SendOutcome.Wait>(await SendAsync(new Scripted(new TextSent.Later(Notices.At.AddSeconds(7), "Slow down.")))).For);
        Assert.IsType<SendOutcome.Again>(await SendAsync(new Scripted(new TextSent.Unknown("Nobody knows."))));
        Assert.IsType<SendOutcome.Gone>(await SendAsync(new Scripted(new TextSent.Refused("chat_gone", "No such chat."))));
        Assert.IsType<SendOutcome.Gone>(await SendAsync(new Scripted(new TextSent.Refused("bot_removed", "The bot was removed."))));
        Assert.IsType<SendOutcome.Again>(await SendAsync(new Scripted(new TextSent.Refused("telegram_token", "The token is wrong."))));
        Assert.IsType<SendOutcome.Refused>(await SendAsync(new Scripted(new TextSent.Refused("telegram_refused", "Not this one."))));
        Assert.IsType<SendOutcome.Again>(await SendAsync(messenger: null));
    }

    [Fact]
    public async Task A_target_whose_key_is_not_here_is_tried_again_and_nothing_is_sent()
    {
        var messenger = new Scripted(new TextSent.Sent("1", 1));
        var target = Notices.Target(TargetKind.Telegram);
        var sealedElsewhere = target with { Address = Vault("other").Seal(new Secret("-1001"), target.Id) };
        var courier = new Courier([new TelegramNotifier(new PlainText(Notices.Links), new ManualTime(Notices.At), messenger)], Vault("ours"));

        Assert.IsType<SendOutcome.Again>(await courier.SendAsync(sealedElsewhere, Guid.Empty, new Bulletin(Notices.Trouble(), []), Notices.At, Ct));
        Assert.Null(messenger.Text);
    }

    private static TokenVault Vault(string keyId) => new(new KeyRing([new RingKey(keyId, RandomNumberGenerator.GetBytes(32))]));

    private static Task<SendOutcome> SendAsync(ITextMessenger? messenger) =>
        new TelegramNotifier(new PlainText(Notices.Links), new ManualTime(Notices.At), messenger).SendAsync(Notices.Message("-1001"), Ct);

    private sealed class Scripted(TextSent answer) : ITextMessenger
    {
        public string? ChatId { get; private set; }

        public string? Text { get; private set; }

        public bool IsSetUp => true;

        public Task<TextSent> SendTextAsync(string chatId, string text, CancellationToken ct)
        {
            (ChatId, Text) = (chatId, text);
            return Task.FromResult(answer);
        }
    }
}
