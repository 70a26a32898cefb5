namespace Posthaste.Sandbox.Telegram;

/// <summary>Sends updates to the addresses bots have given, one after the other, each until it is taken.</summary>
internal sealed class TelegramHooks(SandboxState state, SandboxClock clock, CancellationToken stopping) : IDisposable
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private static readonly TimeSpan _mostWait = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };

    public void Dispose() => _http.Dispose();

    /// <summary>To be called when there may be something to send.</summary>
    public void Kick(FakeBot bot)
    {
        var begin = state.Run(_ =>
        {
            if (bot.IsDelivering || bot.Webhook is null || bot.Updates.Count == 0) return false;
            return bot.IsDelivering = true;
        });
        if (begin) _ = Task.Run(() => DeliverAsync(bot), CancellationToken.None);
    }

    private async Task DeliverAsync(FakeBot bot)
    {
        var failures = 0;
        while (true)
        {
            var next = state.Run(_ =>
            {
                if (bot.Webhook is { } hook && bot.Updates.Count > 0 && !stopping.IsCancellationRequested) return (Hook: hook, Update: bot.Updates[0]);
                bot.IsDelivering = false;
                return default;
            });
            if (next.Hook is null) return;
            var (problem, wait) = await PostAsync(next.Hook, next.Update);
            failures = problem is null ? 0 : failures + 1;
            state.Run(_ => Note(bot, next.Hook, next.Update, problem));
            if (problem is null) continue;
            try
            {
                await Task.Delay(wait ?? TimeSpan.FromSeconds(Math.Min(_mostWait.TotalSeconds, Math.Pow(2, failures - 1))), clock.Underlying, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<(string? Problem, TimeSpan? Wait)> PostAsync(FakeWebhook hook, TelegramUpdate update)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = JsonContent.Create(update.ToJson()) };
        if (hook.Secret is { } secret) request.Headers.Add(SecretHeader, secret);
        try
        {
            using var answer = await _http.SendAsync(request, stopping);
            if (answer.IsSuccessStatusCode) return (null, null);
            return ($"Wrong response from the webhook: {(int)answer.StatusCode} {answer.ReasonPhrase}", answer.Headers.RetryAfter?.Delta is { TotalSeconds: <= 3600 } asked ? asked : null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return ("Connection refused", null);
        }
    }

    private void Note(FakeBot bot, FakeWebhook hook, TelegramUpdate update, string? problem)
    {
        if (problem is null) bot.Updates.RemoveAll(other => other.Id == update.Id);
        else if (bot.Webhook?.Url == hook.Url) bot.Webhook = bot.Webhook with { LastErrorAt = clock.Now, LastError = problem };
    }
}
