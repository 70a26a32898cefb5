using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Telegram;

/// <summary>A chat with bots and people in it.</summary>
internal sealed class FakeChat
{
    /// <summary>A person's for a private chat; negative for a group, below -1000000000000 for a supergroup or channel.</summary>
    public required long Id { get; init; }

    public required ChatType Type { get; init; }

    /// <summary>Null in a private chat.</summary>
    public string? Title { get; set; }

    /// <summary>People, by their ids.</summary>
    public List<long> Members { get; } = [];

    /// <summary>Ids of the bots in it.</summary>
    public List<long> Bots { get; } = [];

    public ChatState State { get; set; } = ChatState.Open;

    /// <summary>The supergroup it has become; null where it has not.</summary>
    public long? MovedTo { get; set; }

    public List<FakeMessage> Messages { get; } = [];

    public long LastMessageId { get; set; }

    /// <summary>When messages were sent by bots, for the limits.</summary>
    public List<DateTimeOffset> Sent { get; } = [];

    /// <summary>Calls that may still come at once.</summary>
    public double Burst { get; set; } = double.MaxValue;

    public DateTimeOffset BurstAt { get; set; }

    public bool IsGroup => Type is ChatType.Group or ChatType.Supergroup;

    public FakeMessage? Find(long messageId) => Messages.Find(message => message.Id == messageId);

    public JsonObject ToJson(TelegramWorld world)
    {
        var json = new JsonObject { ["id"] = Id, ["type"] = Type.ToString().ToLowerInvariant() };
        if (Type is not ChatType.Private) json["title"] = Title;
        else if (world.Users.GetValueOrDefault(Id) is { } user) user.Describe(json);
        return json;
    }
}

internal enum ChatType
{
    Private,
    Group,
    Supergroup,
    Channel,
}

/// <summary>What keeps bots from writing into it.</summary>
internal enum ChatState
{
    Open,

    /// <summary>The person has blocked the bot.</summary>
    Blocked,

    /// <summary>The person's account is gone.</summary>
    Deactivated,

    /// <summary>The bot was removed.</summary>
    Kicked,

    /// <summary>There is no such chat.</summary>
    Gone,
}

/// <summary>A person on Telegram.</summary>
internal sealed record FakeTelegramUser
{
    public required long Id { get; init; }

    public required string FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Username { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["is_bot"] = false };
        Describe(json);
        json["language_code"] = "en";
        return json;
    }

    public void Describe(JsonObject json)
    {
        json["first_name"] = FirstName;
        if (LastName is not null) json["last_name"] = LastName;
        if (Username is not null) json["username"] = Username;
    }
}
