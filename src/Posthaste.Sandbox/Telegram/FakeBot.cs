using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Telegram;

/// <summary>A bot, with what happened that it has not heard of yet.</summary>
internal sealed class FakeBot
{
    public required long Id { get; init; }

    public required string Token { get; init; }

    public required string Name { get; init; }

    /// <summary>Ends in <c>bot</c>.</summary>
    public required string Username { get; init; }

    /// <summary>In groups it then hears commands and answers to its own messages only.</summary>
    public bool HasPrivacy { get; set; } = true;

    /// <summary>Oldest first; unconfirmed.</summary>
    public List<TelegramUpdate> Updates { get; } = [];

    public long LastUpdateId { get; set; } = 700_000_000;

    /// <summary>Kinds it wants; null for the default ones. Stays until it is changed.</summary>
    public IReadOnlyList<string>? AllowedUpdates { get; set; }

    /// <summary>Null while it polls.</summary>
    public FakeWebhook? Webhook { get; set; }

    public DateTimeOffset WebhookSetAt { get; set; }

    /// <summary>Of the call to getUpdates that waits now: completed with what ends it, or with null where there is something to tell.</summary>
    public TaskCompletionSource<TelegramReply?>? Waiting { get; set; }

    public bool IsDelivering { get; set; }

    public JsonObject ToJson() => new() { ["id"] = Id, ["is_bot"] = true, ["first_name"] = Name, ["username"] = Username };

    public void Tell(string kind, JsonObject content)
    {
        if (AllowedUpdates is { Count: > 0 } allowed && !allowed.Contains(kind)) return;
        Updates.Add(new TelegramUpdate(++LastUpdateId, kind, content));
        Waiting?.TrySetResult(null);
    }
}

/// <param name="Kind">The name of its field, such as <c>callback_query</c>.</param>
internal sealed record TelegramUpdate(long Id, string Kind, JsonObject Content)
{
    public JsonObject ToJson() => new() { ["update_id"] = Id, [Kind] = Content.DeepClone() };
}

/// <summary>Where a bot's updates are sent.</summary>
internal sealed record FakeWebhook(string Url, string? Secret, int MaxConnections)
{
    public DateTimeOffset? LastErrorAt { get; init; }

    public string? LastError { get; init; }
}
