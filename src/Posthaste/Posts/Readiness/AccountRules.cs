using Posthaste.Channels;
using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>What an account must be able to do when the post goes out. Pure.</summary>
internal static class AccountRules
{
    private const string Reconnect = "Connect the account again; posts that wait for it then go on by themselves.";

    /// <param name="field">Where the channel stands in the request.</param>
    public static Finding? Connected(Channel channel, string field) => channel.State switch
    {
        ChannelState.Disconnected => new("channel_disconnected", field, $"@{channel.Username} is disconnected. Connect the account again before the post goes out.", Advice: Reconnect),
        ChannelState.Reconnect => new("channel_needs_reconnect", field, $"@{channel.Username} must be connected again before the post goes out.", Advice: Reconnect),
        ChannelState.Paused => new("channel_paused", field, $"@{channel.Username} is paused; the post waits until the channel is resumed.", Blocks: false),
        _ => null,
    };

    /// <summary>Blocks only where the access ends before the post goes out: one that is needed for the late window alone keeps no post from
    /// going out on time.</summary>
    /// <param name="at">When it goes out.</param>
    /// <param name="lateAt">Until then it may still go out.</param>
    /// <param name="spoken">Says a time to the people of the workspace.</param>
    public static Finding? Token(Channel channel, DateTimeOffset at, DateTimeOffset lateAt, Func<DateTimeOffset, string> spoken)
    {
        if (channel.TokenExpiresAt is not { } end || end > lateAt) return null;
        var ends = $"The access to @{channel.Username} ends at {spoken(end)}, and this post may go out as late as {spoken(lateAt)}.";
        return channel.Renewal switch
        {
            // It has another end by then.
            { NextAt: { } next, Error: null } when next < end => null,
            { NextAt: not null, Error: { } error } => new("token_expires", "channelIds",
                $"{ends} Renewing it failed: {error.Message} It is tried again by itself.", Blocks: false, Advice: Reconnect),
            _ => new("token_expires", "channelIds", ends, Blocks: end <= at, Advice: Reconnect),
        };
    }

    /// <summary>Nothing where the network does not tell what a token may do.</summary>
    public static Finding? Scopes(Channel channel, IReadOnlyList<string> needed)
    {
        var missing = channel.Scopes is { } granted ? needed.Except(granted, StringComparer.Ordinal).ToList() : [];
        return missing.Count == 0 ? null : new("scope_missing", "channelIds",
            $"@{channel.Username} was connected without {(missing.Count == 1 ? "a permission" : "permissions")} that this post needs: {string.Join(", ", missing)}.",
            Advice: "Connect the account again and allow everything that is asked for.");
    }
}
