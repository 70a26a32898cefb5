using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Handover;

/// <summary>Changes how a workspace hands posts to people, and which chat its cards go to.</summary>
public sealed class ChangeHandoverSettings(IHandoverSettings settings, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="wanted">As they should be; its chat stays what it is.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <returns>What is wrong; null where they are changed.</returns>
    public Task<Finding?> RunAsync(HandoverSettings wanted, string actor, CancellationToken ct) =>
        transactions.RunAsync<Finding?>(async () =>
        {
            if (wanted.Check() is { } wrong) return wrong;
            await settings.SaveAsync(wanted, ct);
            var data = new { fallbackOn = wanted.FallbackOn.Select(rule => Words.Of(rule.On)), wanted.LeadMinutes, wanted.EscalateAfterMinutes, wanted.ExpireAfterMinutes };
            await events.AppendAsync(HandoverEvents.Of(wanted.WorkspaceId, "handover.settings_changed", actor, clock.Now, data), ct);
            return null;
        }, ct);

    /// <summary>Makes a code that links the chat it is written into, in the place of an earlier one.</summary>
    public async Task<(string Code, DateTimeOffset Until)> MakeLinkCodeAsync(Guid workspaceId, CancellationToken ct)
    {
        var (code, until) = (LinkCode.New(), clock.Now + LinkCode.Life);
        await settings.SaveLinkAsync(workspaceId, LinkCode.HashOf(code), until, ct);
        return (code, until);
    }

    /// <summary>Cards go nowhere from now on; those that are out can no longer be answered there.</summary>
    public Task UnlinkChatAsync(Guid workspaceId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            if (await settings.UnlinkAsync(workspaceId, ct))
                await events.AppendAsync(HandoverEvents.Of(workspaceId, "handover.chat_unlinked", actor, clock.Now), ct);
            return true;
        }, ct);
}
