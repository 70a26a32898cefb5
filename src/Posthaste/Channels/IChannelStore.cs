using Posthaste.Channels.Renewal;

namespace Posthaste.Channels;

/// <summary>Rows of channels and their encrypted tokens. Every implementation passes <c>ChannelStoreContract</c>.</summary>
public interface IChannelStore : ISealedStore
{
    Task<Channel?> FindAsync(Guid workspaceId, Guid channelId, CancellationToken ct);

    Task<Channel?> FindByRemoteIdAsync(Guid workspaceId, string platform, string remoteId, CancellationToken ct);

    /// <summary>By platform and name; disconnected ones too.</summary>
    Task<IReadOnlyList<Channel>> ListAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Reads the channel and keeps others from changing it until the current transaction ends. Take it before
    /// the channel's lanes.</summary>
    Task<Channel?> LockAsync(Guid channelId, CancellationToken ct);

    /// <returns>False where the workspace has this account already: nothing was changed.</returns>
    Task<bool> AddAsync(Channel channel, SealedTokens tokens, CancellationToken ct);

    /// <summary>Writes everything but the tokens.</summary>
    Task SaveAsync(Channel channel, CancellationToken ct);

    /// <summary>Writes everything, and the tokens; null forgets them.</summary>
    Task SaveAsync(Channel channel, SealedTokens? tokens, CancellationToken ct);

    /// <returns>Null where there is no such channel.</returns>
    Task<SealedAccount?> FindAccountAsync(Guid channelId, CancellationToken ct);

    /// <summary>Connected ones of all workspaces that a person granted, or whose account the person is: networks do not say which of its ids a notice names.</summary>
    Task<IReadOnlyList<Channel>> ListByGrantorAsync(string login, string personId, CancellationToken ct);

    /// <summary>Channels whose token is to be renewed by now and that nobody holds, longest due first.</summary>
    Task<IReadOnlyList<Guid>> ListToRenewAsync(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>Channels with a living token, no plan to renew it, and no failure that says why.</summary>
    Task<IReadOnlyList<Channel>> ListUnplannedAsync(CancellationToken ct);

    /// <summary>Those of them whose token ends by then.</summary>
    Task<IReadOnlyList<Channel>> ListEndingAsync(DateTimeOffset until, CancellationToken ct);

    /// <summary>Connected ones of all workspaces whose token ends by then, and that nothing renews, or not without failing.</summary>
    Task<IReadOnlyList<Channel>> ListUnrenewedAsync(DateTimeOffset until, CancellationToken ct);

    /// <summary>Takes the right to renew a token, and counts the try as failed until something better is known.</summary>
    /// <returns>False where somebody has it, or the token is another one: nothing was changed.</returns>
    Task<bool> HoldRenewalAsync(RenewalHold hold, CancellationToken ct);

    /// <summary>Gives that right back, where it is still this one.</summary>
    Task EndRenewalAsync(RenewalHold hold, CancellationToken ct);

    /// <summary>Counts that a token was tried to be renewed: once for each token, however often it is tried.</summary>
    /// <param name="channelId">Whose.</param>
    /// <param name="tokenAt">When the token came that was to be renewed; null where nobody knows.</param>
    /// <param name="isRenewed">Whether it worked.</param>
    /// <param name="now">When.</param>
    /// <param name="ct">Ends the wait.</param>
    Task CountRenewalAsync(Guid channelId, DateTimeOffset? tokenAt, bool isRenewed, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes a token that was due from the list.</summary>
    Task ForgetRenewalAsync(Guid channelId, DateTimeOffset now, CancellationToken ct);

    /// <summary>Whether a publish call of this channel is under way, or its outcome unknown.</summary>
    Task<bool> HasOpenIntentAsync(Guid channelId, CancellationToken ct);

    /// <summary>The ledger since then, oldest hour first; hours without calls are left out.</summary>
    Task<IReadOnlyList<UsageHour>> ListUsageAsync(Guid channelId, DateTimeOffset since, CancellationToken ct);
}

/// <summary>A channel with its tokens as kept; null once disconnected.</summary>
public sealed record SealedAccount(Channel Channel, SealedTokens? Tokens);

/// <summary>An account's tokens as kept.</summary>
/// <param name="Access">Sent with calls.</param>
/// <param name="Grant">What renews or ends the grant; null where that is the same, or nothing.</param>
public sealed record SealedTokens(string Access, string? Grant = null);

/// <summary>A token as kept.</summary>
public sealed record SealedToken(Guid ChannelId, string Token);

/// <summary>What was called for a channel in one hour.</summary>
/// <param name="Hour">Its start.</param>
/// <param name="BytesOut">Of the bodies that were sent; headers are left out.</param>
/// <param name="BytesIn">Of the bodies that were answered; headers are left out.</param>
public sealed record UsageHour(DateTimeOffset Hour, long Calls, long Publishes, long Errors, long BytesOut = 0, long BytesIn = 0);
