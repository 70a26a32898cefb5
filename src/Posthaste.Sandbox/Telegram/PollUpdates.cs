using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Telegram;

/// <summary><c>getUpdates</c>: one caller at a time waits, in real time, for something to tell.</summary>
internal static class PollUpdates
{
    private const string Other = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    private const string Hooked = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

    public static async Task<TelegramReply> RunAsync(SandboxState state, SandboxClock clock, TelegramCall call, CancellationToken ct)
    {
        var waits = clock.Underlying.GetTimestamp();
        var timeout = TimeSpan.FromSeconds(Math.Clamp(call.Long("timeout") ?? 0, 0, 50));
        TaskCompletionSource<TelegramReply?>? mine = null;
        while (true)
        {
            var left = timeout - clock.Underlying.GetElapsedTime(waits);
            var (reply, wait) = state.Run(_ => Look(call, ref mine, isLast: left <= TimeSpan.Zero));
            if (reply is not null) return reply;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            try
            {
                await Task.WhenAny(wait!, Task.Delay(left, clock.Underlying, over.Token));
                ct.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException)
            {
                state.Run(_ => Leave(call.Bot, mine));
                throw;
            }
            finally
            {
                await over.CancelAsync();
            }
        }
    }

    private static (TelegramReply? Reply, Task? Wait) Look(TelegramCall call, ref TaskCompletionSource<TelegramReply?>? mine, bool isLast)
    {
        var bot = call.Bot;
        if (mine is null)
        {
            if (bot.Webhook is not null) return (TelegramReply.Error(StatusCodes.Status409Conflict, Hooked), null);
            bot.Waiting?.TrySetResult(TelegramReply.Error(StatusCodes.Status409Conflict, Other));
            Webhooks.KeepAllowed(call);
            Confirm(bot, call.Long("offset") ?? 0);
        }
        else if (mine.Task is { IsCompletedSuccessfully: true, Result: { } ended })
        {
            Leave(bot, mine);
            return (ended, null);
        }
        var limit = (int)Math.Clamp(call.Long("limit") ?? 100, 1, 100);
        if (bot.Updates.Count > 0 || isLast)
        {
            Leave(bot, mine);
            return (TelegramReply.Ok(new JsonArray([.. bot.Updates.Take(limit).Select(update => update.ToJson())])), null);
        }
        mine = bot.Waiting = new TaskCompletionSource<TelegramReply?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (null, mine.Task);
    }

    /// <summary>Forgets what the caller has heard: everything before the offset, or but for the last ones where it is negative.</summary>
    private static void Confirm(FakeBot bot, long offset)
    {
        if (offset < 0) bot.Updates.RemoveRange(0, Math.Max(0, bot.Updates.Count + (int)Math.Max(offset, -100)));
        else bot.Updates.RemoveAll(update => update.Id < offset);
    }

    private static bool Leave(FakeBot bot, TaskCompletionSource<TelegramReply?>? mine)
    {
        if (mine is not null && bot.Waiting == mine) bot.Waiting = null;
        return true;
    }
}
