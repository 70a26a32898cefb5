using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Discord;

/// <summary>What the sandbox knows of Discord: webhooks, and what was sent through them.</summary>
internal sealed class DiscordWorld
{
    public const string DemoId = "1300000000000000001";
    public const string DemoToken = "sandbox-discord-webhook-token-000000000000000000000000000000000000000";

    private long _lastId = 1_300_000_000_000_100_000;

    public DiscordWorld() => Add(new FakeDiscordWebhook { Id = DemoId, Token = DemoToken, Name = "Posthaste", ChannelId = "1300000000000000010" });

    public Dictionary<string, FakeDiscordWebhook> Webhooks { get; } = new(StringComparer.Ordinal);

    public List<DiscordMessage> Messages { get; } = [];

    public List<DiscordLine> Calls { get; } = [];

    public MessengerFaults Faults { get; } = new();

    public DiscordSettings Settings { get; set; } = new();

    public string NewId() => $"{_lastId += 4_194_304}";

    public FakeDiscordWebhook Add(FakeDiscordWebhook webhook) => Webhooks[webhook.Id] = webhook;
}

/// <summary>A webhook of a channel.</summary>
internal sealed class FakeDiscordWebhook
{
    public required string Id { get; init; }

    public required string Token { get; init; }

    public required string Name { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>A forum takes a message only with <c>thread_name</c> or <c>thread_id</c>.</summary>
    public bool IsForum { get; init; }

    public bool IsDeleted { get; set; }

    /// <summary>When calls came in the window of the limit.</summary>
    public List<DateTimeOffset> Recent { get; } = [];

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["type"] = 1,
        ["name"] = Name,
        ["avatar"] = null,
        ["channel_id"] = ChannelId,
        ["guild_id"] = "1300000000000000020",
        ["application_id"] = null,
        ["token"] = Token,
    };
}

/// <summary>A message as it stands in its channel.</summary>
/// <param name="Body">What the API shows of it.</param>
internal sealed record DiscordMessage(string Id, string WebhookId, DateTimeOffset At, JsonObject Body)
{
    public DateTimeOffset? EditedAt { get; init; }

    public bool IsDeleted { get; init; }
}

/// <summary>How Discord limits calls of one webhook.</summary>
internal sealed record DiscordSettings
{
    public int CallsPerWindow { get; init; } = 5;

    public double WindowSeconds { get; init; } = 2;
}

/// <summary>A call that came.</summary>
/// <param name="Status">What it was answered with; null where the answer was lost on purpose.</param>
internal sealed record DiscordLine(int Seq, DateTimeOffset At, string Method, string WebhookId, int? Status);
