using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Posthaste.Sandbox.Telegram;

/// <summary><c>setWebhook</c>, <c>deleteWebhook</c>, <c>getWebhookInfo</c>.</summary>
internal static partial class Webhooks
{
    private static readonly int[] _ports = [80, 88, 443, 8443];

    public static TelegramReply Set(TelegramCall call)
    {
        var bot = call.Bot;
        if (call.Params.Get("url") is not { } url) return Remove(call);
        if (call.At - bot.WebhookSetAt < TimeSpan.FromSeconds(1)) return TelegramReply.TooMany(1);
        if (ProblemOf(url) is { } problem) return TelegramReply.Bad($"bad webhook: {problem}");
        if (call.Params.Get("secret_token") is { } secret && !Secret().IsMatch(secret)) return TelegramReply.Bad("secret token contains unallowed characters");
        if (call.Long("max_connections") is { } wanted and not (>= 1 and <= 100)) return TelegramReply.Bad($"max_connections must be between 1 and 100, not {wanted}");
        bot.Webhook = new FakeWebhook(url, call.Params.Get("secret_token"), (int)(call.Long("max_connections") ?? 40));
        bot.WebhookSetAt = call.At;
        KeepAllowed(call);
        if (call.Params.Flag("drop_pending_updates")) bot.Updates.Clear();
        bot.Waiting?.TrySetResult(TelegramReply.Error(StatusCodes.Status409Conflict, "Conflict: terminated by setWebhook request"));
        return TelegramReply.True("Webhook was set");
    }

    public static TelegramReply Remove(TelegramCall call)
    {
        var had = call.Bot.Webhook is not null;
        call.Bot.Webhook = null;
        if (call.Params.Flag("drop_pending_updates")) call.Bot.Updates.Clear();
        return TelegramReply.True(had ? "Webhook was deleted" : "Webhook is already deleted");
    }

    public static TelegramReply Show(FakeBot bot)
    {
        var info = new JsonObject { ["url"] = bot.Webhook?.Url ?? "", ["has_custom_certificate"] = false, ["pending_update_count"] = bot.Updates.Count };
        if (bot.Webhook is { } hook)
        {
            info["max_connections"] = hook.MaxConnections;
            if (hook.LastErrorAt is { } at) info["last_error_date"] = at.ToUnixTimeSeconds();
            if (hook.LastError is { } error) info["last_error_message"] = error;
        }
        if (bot.AllowedUpdates is { } allowed) info["allowed_updates"] = new JsonArray([.. allowed.Select(kind => JsonValue.Create(kind))]);
        return TelegramReply.Ok(info);
    }

    /// <summary>The kinds a bot wants stay until it names others.</summary>
    public static void KeepAllowed(TelegramCall call)
    {
        if (call.Params.Json("allowed_updates") is JsonArray kinds) call.Bot.AllowedUpdates = [.. kinds.Select(kind => (string?)kind ?? "")];
    }

    private static string? ProblemOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) return "URL host is empty";
        // A bot on this machine has no certificate; here it may do without, as nowhere else.
        if (address.IsLoopback) return null;
        if (address.Scheme != "https") return "An HTTPS URL must be provided for webhook";
        return _ports.Contains(address.Port) ? null : "Webhook can be set up only on ports 80, 88, 443 or 8443";
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex Secret();
}
