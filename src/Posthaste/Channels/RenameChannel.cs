using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels;

/// <summary>Gives a channel the name that people see.</summary>
public sealed class RenameChannel(IChannelStore channels, IEventLog events, ITransactions transactions, EngineClock clock)
{
    private const int MaxName = 100;

    /// <param name="workspaceId">Whose.</param>
    /// <param name="channelId">Which.</param>
    /// <param name="displayName">Up to 100 characters; null or blank for none, until the account is connected again.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<ChannelResult> RunAsync(Guid workspaceId, Guid channelId, string? displayName, string actor, CancellationToken ct) =>
        transactions.RunAsync<ChannelResult>(async () =>
        {
            var name = string.IsNullOrWhiteSpace(displayName) ? null : displayName.Trim();
            if (name?.Length > MaxName || name?.Any(char.IsControl) == true)
                return new ChannelResult.Refused("invalid_name", $"A name has at most {MaxName} characters, and no line breaks.");
            if (await channels.LockAsync(channelId, ct) is not { } channel || channel.WorkspaceId != workspaceId) return new ChannelResult.NotFound();

            var now = clock.Now;
            var renamed = channel with { DisplayName = name, UpdatedAt = now };
            await channels.SaveAsync(renamed, ct);
            await events.AppendAsync(ChannelEvents.Of(renamed, "channel.renamed", actor, now), ct);
            return new ChannelResult.Changed(renamed);
        }, ct);
}
