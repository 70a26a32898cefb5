using System.Security.Cryptography;
using System.Text;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels;

/// <summary>Gives the engine the right to act for a channel's account, and hears when that right has ended.</summary>
internal sealed class ChannelAccounts(
    IChannelStore channels, TokenVault vault, CloseDeadChannel closeDeadChannel, ITransactions transactions, EngineClock clock) : IAccountSource
{
    public async Task<PlatformAccount?> FindAsync(Guid channelId, CancellationToken ct) =>
        await channels.FindAccountAsync(channelId, ct) is { Tokens: { } tokens, Channel: var channel }
            ? channel.OpenedBy(vault.Open(tokens.Access, channel.Id))
            : null;

    public Task<bool> ReportDeadTokenAsync(PlatformAccount account, PlatformError error, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            await channels.LockAsync(account.ChannelId, ct);
            if (await channels.FindAccountAsync(account.ChannelId, ct) is not { Tokens: { } tokens, Channel: var channel }) return false;
            // A call that was under way while the account was connected again says nothing about the new token.
            if (!Same(vault.Open(tokens.Access, channel.Id), account.Token)) return false;
            await closeDeadChannel.RunAsync(channel, error, clock.Now, ct);
            return true;
        }, ct);

    private static bool Same(Secret current, Secret used) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(current.Reveal()), Encoding.UTF8.GetBytes(used.Reveal()));
}
