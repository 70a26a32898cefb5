namespace Posthaste.Channels.Renewal;

/// <summary>The right to renew one token. It is kept in the channel's row, so that no two nodes renew a token at once, and ends by itself.</summary>
public sealed record RenewalHold
{
    public required Guid ChannelId { get; init; }

    /// <summary>When the token came that is to be renewed: of another one there is no hold to be had.</summary>
    public required DateTimeOffset? TokenChangedAt { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>When the next try is due should this one never come to an end: the process may die between the network's answer and the commit, and again.</summary>
    public required DateTimeOffset RetryAt { get; init; }
}
