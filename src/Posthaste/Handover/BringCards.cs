using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Handover;

/// <summary>Brings cards to people, reminds them, and closes what was answered or taken back. Runs on every node: a hold in the row keeps two
/// from the same card.</summary>
internal sealed partial class BringCards(
    IHandoverStore handovers, IHandoverSettings settings, IJobStore jobs, IWorkspaceStore workspaces, ICardDesk desk, BuildCard buildCard, ChangeHandover change,
    IEventLog events, ITransactions transactions, EngineClock clock, TimeProvider time, IOptions<HandoverOptions> options, ILogger<BringCards> log) : BackgroundService
{
    /// <summary>Longer than sending the largest card takes: after it the card counts as one that may have arrived.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(10);

    private const int Batch = 20;
    private const int AtOnce = 4;

    /// <summary>A second one where it is unknown whether the first arrived; never a third.</summary>
    private const int MostCopies = 2;

    /// <summary>One round.</summary>
    internal async Task RunAsync(CancellationToken ct)
    {
        var now = clock.Now;
        var due = await handovers.ClaimAsync(now, now + Hold, Batch, ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (item, _) => await LookAfterAsync(item));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogRoundFailed(e);
            }
        }
    }

    /// <summary>A stop waits for it: half a card is none.</summary>
    private async Task LookAfterAsync(HandoverItem item)
    {
        try
        {
            var rules = await settings.FindAsync(item.WorkspaceId, CancellationToken.None);
            await (item.State switch
            {
                HandoverState.Ended => CloseAsync(item),
                HandoverState.WithPerson => RemindAsync(item, rules),
                _ => SendAsync(item, rules),
            });
        }
        catch (Exception e)
        {
            LogFailed(e, item.Id);
        }
    }

    private async Task SendAsync(HandoverItem item, HandoverSettings rules)
    {
        var now = clock.Now;
        // Two may have arrived: a third would help nobody.
        if (item.Copies >= MostCopies)
        {
            await handovers.SaveSentAsync(item.Id, place: null, item.LastError, RemindAt(item, rules, now), now, CancellationToken.None);
            return;
        }
        if (rules.Chat is not { } chat || !desk.IsSetUp)
        {
            await FailAsync(item, desk.IsSetUp ? "No chat is linked to this workspace, so the card reaches nobody." : "This server has no way to bring cards to people.",
                desk.IsSetUp ? "Link a chat in the workspace's hand-over settings, then hand the post over again." : "Give the server a Telegram bot (Telegram:BotToken), then hand the post over again.");
            return;
        }
        if (await jobs.FindAsync(item.JobId, CancellationToken.None) is not { State: JobState.HandedOver } job)
        {
            await handovers.SaveNextAsync(item, null, now, CancellationToken.None);
            return;
        }
        if (await buildCard.RunAsync(item, job, chat.Id, item.Copies + 1, CancellationToken.None) is not { } card)
        {
            await FailAsync(item, "The post is gone, or is not what was approved, so no card was sent.", "Look at the post, and schedule it again.");
            return;
        }
        // Known before it goes: a process that ends now leaves a card that may have arrived.
        if (await handovers.BeginSendAsync(item.Id, chat.Id, now, CancellationToken.None) is not { } copy) return;
        await EndSendAsync(item, rules, copy, await desk.SendAsync(card with { Copy = copy }, CancellationToken.None));
    }

    private async Task EndSendAsync(HandoverItem item, HandoverSettings rules, int copy, CardSent sent)
    {
        var now = clock.Now;
        switch (sent)
        {
            case CardSent.Sent arrived:
                await handovers.SaveSentAsync(item.Id, arrived.Place, error: null, RemindAt(item, rules, now), now, CancellationToken.None);
                break;
            case CardSent.Later later when now < RemindAt(item, rules, item.CardAt):
                await handovers.SaveWaitingAsync(item.Id, later.Error, later.At > now ? later.At : now.AddSeconds(1), now, CancellationToken.None);
                break;
            case CardSent.Later later:
                await FailAsync(item, $"The card could not be brought to anybody. {later.Error}", "Post it by hand and say so here, hand it over again, or retry through the API.");
                break;
            case CardSent.Refused refused:
                await FailAsync(item, $"The card could not be brought to anybody. {refused.Error}", "Put that right, then hand the post over again.");
                break;
            case CardSent.Unknown when copy < MostCopies:
                LogUnknown(item.Id);
                await handovers.SaveNextAsync(item, now, now, CancellationToken.None);
                break;
            case CardSent.Unknown unknown:
                await handovers.SaveSentAsync(item.Id, place: null, unknown.Error, RemindAt(item, rules, now), now, CancellationToken.None);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private async Task RemindAsync(HandoverItem item, HandoverSettings rules)
    {
        var now = clock.Now;
        // Once; after that the engine waits for the end of the patience.
        if (item.RemindedAt is null)
        {
            var first = await transactions.RunAsync(async () =>
            {
                if (!await handovers.SaveRemindedAsync(item.Id, now, CancellationToken.None)) return false;
                await events.AppendAsync(HandoverEvents.Of(item, "job.unanswered", "engine", now), CancellationToken.None);
                return true;
            }, CancellationToken.None);
            if (first && item.Place is { } place)
            {
                var zone = await ZoneAsync(item);
                await desk.RemindAsync(place, $"Nobody has answered yet. It was due at {HandoverWords.Time(item.DueAt, zone, now)}. Was it posted?", CancellationToken.None);
            }
        }
        await handovers.SaveNextAsync(item, null, now, CancellationToken.None);
    }

    private async Task CloseAsync(HandoverItem item)
    {
        var next = item.Place is { } place ? await desk.CloseAsync(place, HandoverWords.Verdict(item, await ZoneAsync(item)), CancellationToken.None) : null;
        await handovers.SaveNextAsync(item, next, clock.Now, CancellationToken.None);
    }

    private Task<MoveResult> FailAsync(HandoverItem item, string message, string advice)
    {
        var error = new PlatformError { Kind = ErrorKind.RetryLater, Code = "handover_unavailable", Message = message, Advice = advice };
        return change.RunAsync(item.JobId, new HandoverChange.Fail(item.Id, error), "engine", CancellationToken.None);
    }

    private async Task<TimeZoneInfo> ZoneAsync(HandoverItem item) =>
        TimeZoneInfo.FindSystemTimeZoneById((await workspaces.FindAsync(item.WorkspaceId, CancellationToken.None))?.TimeZone ?? "UTC");

    private static DateTimeOffset RemindAt(HandoverItem item, HandoverSettings rules, DateTimeOffset sentAt) =>
        (item.DueAt > sentAt ? item.DueAt : sentAt) + TimeSpan.FromMinutes(rules.EscalateAfterMinutes);

    [LoggerMessage(LogLevel.Warning, "Looking after cards did not succeed; it is tried again")]
    private partial void LogRoundFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Looking after the card of hand-over {HandoverId} did not come to an end; it is tried again")]
    private partial void LogFailed(Exception exception, Guid handoverId);

    [LoggerMessage(LogLevel.Warning, "Whether the card of hand-over {HandoverId} arrived is unknown; it is sent once more")]
    private partial void LogUnknown(Guid handoverId);
}
