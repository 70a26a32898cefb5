using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>One thing that must hold before a post goes out.</summary>
/// <param name="Name">A word, the same in the API and the docs.</param>
/// <param name="Says">What must hold.</param>
/// <param name="Kind">Who can mend it.</param>
/// <param name="AtSave">It is looked at when a post is saved, submitted, approved and scheduled; the others ask the disk, the store or the
/// public address, and are looked at ahead of time and when readiness is asked for.</param>
/// <param name="Codes">What its findings are called; those of the network's own content rules are the network's.</param>
internal sealed record ReadinessRule(string Name, string Says, ErrorKind Kind, bool AtSave, params string[] Codes);

/// <summary>Every rule, in the order in which they are looked at.</summary>
internal static class ReadinessRules
{
    public static readonly ReadinessRule Approved = new(
        "approved", "The post is there and is what was approved.", ErrorKind.FixContent, false, "post_missing", "not_as_approved");

    public static readonly ReadinessRule Content = new(
        "content", "The network takes caption, tags and media.", ErrorKind.FixContent, true, "platform_missing");

    public static readonly ReadinessRule Files = new(
        "files", "Every file is made, can be read, and is whole.", ErrorKind.FixContent, false, "media_preparing", "media_missing", "media_unreadable", "media_damaged");

    public static readonly ReadinessRule Connected = new(
        "connected", "The account is connected; a channel that a person paused waits.", ErrorKind.ReconnectAccount, true,
        "channel_disconnected", "channel_needs_reconnect", "channel_paused");

    public static readonly ReadinessRule Plan = new(
        "plan", "The workspace's plan has the network.", ErrorKind.RetryLater, true, "plan_required");

    public static readonly ReadinessRule Token = new(
        "token", "The token lives beyond the due time; an end inside the late window is a hint.", ErrorKind.ReconnectAccount, true, "token_expires");

    public static readonly ReadinessRule Scopes = new(
        "scopes", "The token may do what the post needs, as far as the network tells.", ErrorKind.ReconnectAccount, true, "scope_missing");

    public static readonly ReadinessRule Quota = new(
        "quota", "The account may still publish at that time; a wait inside the late window is a hint.", ErrorKind.WaitUntil, false, "quota_exceeded");

    public static readonly ReadinessRule Repeat = new(
        "repeat", "The account shows nothing of the same or alike within the workspace's repeatDays; a hint, though scheduling refuses the same without force.",
        ErrorKind.FixContent, true, "repeat", "repeat_alike");

    public static readonly ReadinessRule Address = new(
        "public_address", "Networks can reach PublicBaseUrl, or the media store: https, public, ASCII. Not asked of a network on this machine, nor where media is uploaded.",
        ErrorKind.RetryLater, true, "public_url_not_https", "public_url_private", "public_url_not_ascii");

    public static readonly ReadinessRule Fetched = new(
        "fetched", "Every public copy is answered as the file it is, to HEAD and GET, a video in ranges.", ErrorKind.RetryLater, false,
        "public_url_unreachable", "public_url_redirects", "public_url_wrong_type", "public_url_wrong_size", "public_url_no_range",
        "media_host_unavailable", "media_host_refused", "media_host_slow");

    public static IReadOnlyList<ReadinessRule> All { get; } = [Approved, Content, Files, Connected, Plan, Token, Scopes, Quota, Repeat, Address, Fetched];
}
