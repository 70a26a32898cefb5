using System.ComponentModel.DataAnnotations;

namespace Posthaste.Notifications;

/// <summary>Section <c>Notifications</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class NotificationsOptions
{
    public const string Section = "Notifications";

    /// <summary>False: this process sends nothing; another one on the same database does. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Targets that are told at once. Default 16.</summary>
    [Range(1, 200)]
    public int Concurrency { get; init; } = 16;

    /// <summary>How long a target has for its answer. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often somebody looks for what is due where no hint came. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the log of deliveries is kept. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan KeepDeliveries { get; init; } = TimeSpan.FromDays(30);

    /// <summary>True: targets may be in private networks, on plain http, and Discord's on other hosts. Whoever manages a workspace can then have the server send requests to what only it
    /// can reach. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }
}

/// <summary>Section <c>Discord</c>.</summary>
public sealed class DiscordOptions
{
    public const string Section = "Discord";

    /// <summary>A webhook that hears the alerts of every workspace; null for none. A secret.</summary>
    public string? WebhookUrl { get; init; }
}

/// <summary>Section <c>Email</c>: the mail server that letters go out by.</summary>
public sealed class EmailOptions
{
    public const string Section = "Email";

    /// <summary>Null: no e-mail is sent.</summary>
    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>Who the letters are from, such as <c>posthaste@example.com</c>.</summary>
    public string? From { get; init; }

    /// <summary>Null: the mail server is spoken to without signing in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>True: STARTTLS, and nothing is sent without it. Default true.</summary>
    public bool Tls { get; init; } = true;
}
