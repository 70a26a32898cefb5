using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>Which bot this server is: asked for once.</summary>
internal sealed class TelegramSelf(TelegramApi api)
{
    private volatile string? _username;

    /// <returns>Whether that is this bot's name; true where nobody knows, since Telegram gives a bot its own commands only, unless it may read everything.</returns>
    public async Task<bool> IsAsync(string username, CancellationToken ct)
    {
        if (_username is null && await api.AskAsync("getMe", [], ct) is TelegramAnswer.Ok { Result: var me } && me.TryGetProperty("username", out var name)) _username = name.GetString();
        return _username is null || string.Equals(_username, username, StringComparison.OrdinalIgnoreCase);
    }
}
