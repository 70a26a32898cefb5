using System.ComponentModel.DataAnnotations;

namespace Posthaste.Notifications.Telegram;

/// <summary>Section <c>Telegram</c>. Checked at start: a wrong value stops the server with a message naming it, and not the value of a secret.</summary>
public sealed class TelegramOptions
{
    public const string Section = "Telegram";

    /// <summary>The bot's, as BotFather gives it. Null or empty: nothing of Telegram runs.</summary>
    [RegularExpression(@"^\d{1,18}:[A-Za-z0-9_-]{30,64}$", ErrorMessage = "this is no token such as BotFather gives: digits, a colon, 35 characters.")]
    public string? BotToken { get; init; }

    /// <summary>Where the Bot API is. A sandbox or a server of one's own goes here. Default https://api.telegram.org.</summary>
    [Required]
    public Uri ApiBaseUrl { get; init; } = new("https://api.telegram.org");

    /// <summary>How the server hears of buttons and messages. Default <see cref="TelegramMode.Polling"/>: it needs no public address.</summary>
    public TelegramMode Mode { get; init; } = TelegramMode.Polling;

    /// <summary>By which Telegram shows that it is Telegram, in webhook mode only: 16 to 256 of <c>A-Z a-z 0-9 _ -</c>, made up by whoever runs the server.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{16,256}$", ErrorMessage = "16 to 256 letters, digits, underscores and hyphens are needed.")]
    public string? WebhookSecret { get; init; }

    /// <summary>How long one call may take, those with files left out. Default 20 s; afterwards its outcome is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a call with files may take. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a poll waits at Telegram for something to happen. Default 25 s; Telegram waits no longer than 50.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:50")]
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(25);

    public bool IsSetUp => !string.IsNullOrEmpty(BotToken);

    /// <summary>The bot's number: what stands before the colon. Not secret. 0 where there is none.</summary>
    public long BotId => BotToken?.Split(':') is [{ Length: > 0 } number, _] ? long.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 0;
}

/// <summary>How the server hears of what people do.</summary>
public enum TelegramMode
{
    /// <summary>It asks, and Telegram answers as soon as there is something. One node does.</summary>
    Polling,

    /// <summary>Telegram calls this server's public address.</summary>
    Webhook,
}
