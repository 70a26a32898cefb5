using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Media.Hosting;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>Hears of presses and messages: asks Telegram for them, on one node at a time, or tells it where to bring them. An update is confirmed once what follows
/// from it is committed, so that a restart loses none.</summary>
internal sealed partial class TelegramReader(
    TelegramApi api, IOptions<TelegramOptions> options, PublicAddress address, ITelegramStore store, TakeUpdate takeUpdate, EngineClock clock, TimeProvider time, ILogger<TelegramReader> log)
    : BackgroundService
{
    /// <summary>Below the public address; Telegram calls it in webhook mode.</summary>
    public const string WebhookPath = "/telegram/updates";

    /// <summary>Longer than a poll may take.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(150);

    /// <summary>How often a node that does not read looks whether it should.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(60);

    /// <summary>How long messages of cards are known.</summary>
    private static readonly TimeSpan KeepMessages = TimeSpan.FromDays(90);

    /// <summary>So few that an answer stays small: a message may come with the one it answers.</summary>
    private const int AtOnce = 10;

    /// <summary>How often something is tried that fails by a fault of ours, before it is let go.</summary>
    private const int MostTries = 5;

    private readonly Guid _self = Guid.CreateVersion7(time.GetUtcNow());
    private bool _isPrepared;
    private int _failures;
    private (long Id, int Tries) _stuck;
    private string? _told;
    private DateTimeOffset _prunedAt = DateTimeOffset.MinValue;

    private TelegramOptions Options => options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!api.IsSetUp) return;
        try
        {
            while (true)
            {
                var wait = await TurnAsync(stoppingToken);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    /// <returns>How long to wait before the next one.</returns>
    private async Task<TimeSpan> TurnAsync(CancellationToken ct)
    {
        try
        {
            if (await TakeAsync(ct) is not { } next)
            {
                // Whoever reads next may have to prepare anew.
                _isPrepared = false;
                return LookEvery;
            }
            await PruneAsync(ct);
            if (!_isPrepared && await PrepareAsync(ct) is { } wait) return wait;
            return Options.Mode == TelegramMode.Polling ? await PollAsync(next, ct) : LeaseTime / 3;
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Failed("the database cannot be reached", e);
        }
    }

    private Task<long?> TakeAsync(CancellationToken ct)
    {
        var now = clock.Now;
        return store.TakeReadingAsync(Options.BotId, _self, now + LeaseTime, now, ct);
    }

    /// <summary>Brings updates on the way that is set: by polling, which a webhook would forbid, or to this server's address.</summary>
    /// <returns>Null where it is done.</returns>
    private async Task<TimeSpan?> PrepareAsync(CancellationToken ct)
    {
        var answer = Options.Mode == TelegramMode.Polling
            ? await api.AskAsync("deleteWebhook", [], ct)
            : await api.AskAsync("setWebhook", new JsonObject
            {
                ["url"] = new Uri(address.Url, WebhookPath).AbsoluteUri,
                ["secret_token"] = Options.WebhookSecret,
                ["allowed_updates"] = Wanted(),
                ["max_connections"] = 5,
            }, ct);
        if (answer is not TelegramAnswer.Ok) return Failed(answer);
        _isPrepared = true;
        // That a webhook was taken away says nothing of whether this program may poll.
        if (Options.Mode == TelegramMode.Webhook) Worked();
        return null;
    }

    private async Task<TimeSpan> PollAsync(long next, CancellationToken ct)
    {
        var answer = await api.AskAsync("getUpdates", new JsonObject
        {
            ["offset"] = next,
            ["limit"] = AtOnce,
            ["timeout"] = (int)Options.PollTime.TotalSeconds,
            ["allowed_updates"] = Wanted(),
        }, Options.PollTime, ct);
        if (answer is not TelegramAnswer.Ok { Result: { ValueKind: JsonValueKind.Array } updates }) return Failed(answer);
        foreach (var json in updates.EnumerateArray())
        {
            if (TelegramUpdate.Read(json) is not { } update) continue;
            if (await TakeUpdateAsync(update, ct) is { } wait) return wait;
            // Renewed with each, since one may have waited for Telegram.
            if (!await store.SaveReadAsync(Options.BotId, _self, update.Id + 1, ct) || await TakeAsync(ct) is null) return LookEvery;
        }
        Worked();
        return TimeSpan.Zero;
    }

    /// <returns>How long to wait before it is tried again; null where it is dealt with.</returns>
    private async Task<TimeSpan?> TakeUpdateAsync(TelegramUpdate update, CancellationToken ct)
    {
        try
        {
            await takeUpdate.RunAsync(update, ct);
            return null;
        }
        // An outage passes, however long it takes. What fails for another reason would keep all others waiting for ever.
        catch (Exception e) when (e is not (DbException or TimeoutException or IOException or OperationCanceledException))
        {
            _stuck = _stuck.Id == update.Id ? (update.Id, _stuck.Tries + 1) : (update.Id, 1);
            if (_stuck.Tries < MostTries) return Failed("what somebody did could not be dealt with", e);
            LogLetGo(log, e, update.Id);
            return null;
        }
    }

    private async Task PruneAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now - _prunedAt < TimeSpan.FromDays(1)) return;
        _prunedAt = now;
        await store.PruneMessagesAsync(now - KeepMessages, ct);
    }

    private TimeSpan Failed(TelegramAnswer answer) => answer switch
    {
        TelegramAnswer.Later { Wait: { } wait } => wait,
        TelegramAnswer.Refused { Kind: TelegramRefusal.Conflict } => Failed("another program reads this bot's updates, or has set a webhook: give each its own bot"),
        TelegramAnswer.Refused { Kind: TelegramRefusal.TokenWrong } => Failed("Telegram does not accept Telegram:BotToken"),
        TelegramAnswer.Refused refused => Failed(refused.Description),
        TelegramAnswer.Later later => Failed(later.Error),
        TelegramAnswer.Unknown unknown => Failed(unknown.Error),
        _ => Failed("Telegram gave an answer that says nothing"),
    };

    /// <summary>Tells a trouble once, until it ends or becomes another one.</summary>
    private TimeSpan Failed(string what, Exception? exception = null)
    {
        if (what != _told) LogFailing(log, exception, what);
        _told = what;
        _isPrepared &= exception is not null;
        return TimeSpan.FromSeconds(Math.Min(MostWait.TotalSeconds, Math.Pow(2, Math.Min(_failures++, 6))));
    }

    private void Worked()
    {
        if (_told is not null) LogRecovered(log);
        (_told, _failures) = (null, 0);
    }

    private async Task LeaveAsync()
    {
        try
        {
            await store.LeaveReadingAsync(Options.BotId, _self, CancellationToken.None);
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException or ObjectDisposedException)
        {
            LogFailing(log, e, "the reading could not be given back: another node waits for the end of the lease");
        }
    }

    private static JsonArray Wanted() => ["message", "callback_query"];

    [LoggerMessage(LogLevel.Warning, "What people do in Telegram is not heard: {What}")]
    private static partial void LogFailing(ILogger logger, Exception? exception, string what);

    [LoggerMessage(LogLevel.Information, "What people do in Telegram is heard again")]
    private static partial void LogRecovered(ILogger logger);

    [LoggerMessage(LogLevel.Error, "The Telegram update {UpdateId} could not be dealt with and is let go")]
    private static partial void LogLetGo(ILogger logger, Exception exception, long updateId);
}
