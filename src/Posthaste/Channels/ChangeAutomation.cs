using System.Text.Json;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels;

/// <summary>Says how much goes out on a channel by itself; the rest is handed to people. Counts for what comes to its time from now on, and what may now be for a person
/// is looked at early enough for its card.</summary>
public sealed class ChangeAutomation(IChannelStore channels, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock, WakeSignal signal)
{
    public const int MostPerDay = 1000;

    /// <param name="workspaceId">Whose.</param>
    /// <param name="channelId">Which.</param>
    /// <param name="automation">Whether anything goes out by itself.</param>
    /// <param name="perDay">So many posts of a day; 0 to 1,000. Null for no cap.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<ChannelResult> RunAsync(Guid workspaceId, Guid channelId, bool automation, int? perDay, string actor, CancellationToken ct) =>
        transactions.RunAsync<ChannelResult>(async () =>
        {
            if (perDay is < 0 or > MostPerDay) return new ChannelResult.Refused("out_of_range", $"Let 0 to {MostPerDay:N0} posts a day go out by themselves, or give null for no cap.");
            if (await channels.LockAsync(channelId, ct) is not { } channel || channel.WorkspaceId != workspaceId) return new ChannelResult.NotFound();

            var now = clock.Now;
            var changed = channel with { Automation = automation, AutomatedPerDay = perDay, UpdatedAt = now };
            await channels.SaveAsync(changed, ct);
            if (!automation || perDay is not null)
            {
                await jobs.LookEarlierAsync(channelId, CardTimes.LongestLead, byHand: !automation, now, ct);
                transactions.AfterCommit(signal.Wake);
            }
            var data = JsonSerializer.Serialize(new { automation, automatedPerDay = perDay }, JsonSerializerOptions.Web);
            await events.AppendAsync(ChannelEvents.Of(changed, "channel.automation_changed", actor, now, data), ct);
            return new ChannelResult.Changed(changed);
        }, ct);
}
