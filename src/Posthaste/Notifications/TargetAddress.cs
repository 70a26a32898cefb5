using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Posthaste.Notifications.Ways;
using Posthaste.Workspaces.Members;

namespace Posthaste.Notifications;

/// <summary>What an address must look like for each way, before anything is sent there.</summary>
internal sealed partial class TargetAddress(HostGuard guard, IOptions<NotificationsOptions> options, IOptions<EmailOptions> email, ITextMessenger? messenger = null)
{
    private const int MaxLength = 2_000;

    private readonly bool _anywhere = options.Value.AllowPrivateAddresses;

    /// <summary>Looks at an address as it is written; no name in it is looked up.</summary>
    /// <param name="kind">Of the target.</param>
    /// <param name="text">As it came: may be anything.</param>
    /// <param name="read">The address, and what of it may be shown; null where it is refused.</param>
    /// <returns>What is wrong; null where nothing is. Names no more of the address than its host.</returns>
    public TargetResult.Refused? Read(TargetKind kind, string text, out (string Address, string Hint)? read)
    {
        read = null;
        text = text.Trim();
        switch (kind)
        {
            case TargetKind.Email when email.Value.Host is null:
                return new("email_not_set_up", "kind", "This server sends no e-mail. Whoever runs it sets Email:Host and Email:From.");
            case TargetKind.Telegram when messenger is not { IsSetUp: true }:
                return new("telegram_not_set_up", "kind", "This server has no Telegram bot. Whoever runs it sets Telegram:BotToken.");
            case TargetKind.Email:
                if (!EmailAddress.TryRead(text, out var mail) || mail.Any(c => !char.IsAscii(c))) return new("address_malformed", "address", "Expected is one e-mail address such as ana@example.com.");
                read = (mail, mail);
                return null;
            case TargetKind.Telegram:
                if (!ChatId().IsMatch(text)) return new("address_malformed", "address", "Expected is the id of a chat such as -1001234567890, or the name of a channel such as @example.");
                read = (text, text);
                return null;
            default:
                return ReadUrl(kind, text, out read);
        }
    }

    private TargetResult.Refused? ReadUrl(TargetKind kind, string text, out (string Address, string Hint)? read)
    {
        read = null;
        if (text.Length > MaxLength || text.Any(c => char.IsControl(c) || c == ' ') || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            return new("address_malformed", "address", $"Expected is an address that begins with https://, with no more than {MaxLength} characters.");
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            return new("address_malformed", "address", "The address has a user name, a password or a # in it. Give one without.");
        if (url.Scheme == Uri.UriSchemeHttp && !_anywhere)
            return new("address_malformed", "address", "Anybody on the way could read what is sent over plain http. Give an address that begins with https://.");
        if (!guard.MayName(url))
            return new("address_not_public", "address", $"{url.IdnHost} is not on the public web. Give a public address, or ask whoever runs the server (Notifications:AllowPrivateAddresses).");
        if (kind == TargetKind.Discord && (!DiscordPath().IsMatch(url.AbsolutePath) || !(_anywhere || DiscordHost().IsMatch(url.IdnHost))))
            return new("address_malformed", "address", "Expected is the address of a Discord webhook such as https://discord.com/api/webhooks/…/…: in Discord, the channel's settings, Integrations, Webhooks.");
        read = (url.AbsoluteUri, kind == TargetKind.Discord ? $"{url.Authority}, webhook {DiscordPath().Match(url.AbsolutePath).Groups["id"].Value}" : url.Authority);
        return null;
    }

    [GeneratedRegex(@"^(-?\d{1,20}|@[A-Za-z0-9_]{4,32})$", RegexOptions.CultureInvariant)]
    private static partial Regex ChatId();

    [GeneratedRegex(@"^/api(/v\d{1,2})?/webhooks/(?<id>\d{1,20})/[\w-]{1,200}/?$", RegexOptions.CultureInvariant)]
    private static partial Regex DiscordPath();

    [GeneratedRegex(@"^((ptb|canary)\.)?(discord|discordapp)\.com$", RegexOptions.CultureInvariant)]
    private static partial Regex DiscordHost();
}
