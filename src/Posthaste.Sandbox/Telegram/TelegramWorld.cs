using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Telegram;

/// <summary>What the sandbox knows of Telegram: a bot, a person, a chat of the two and a group at the start.</summary>
internal sealed class TelegramWorld
{
    public const long DemoBotId = 1_000_000_001;
    public const string DemoToken = "1000000001:AAF-sandbox-telegram-bot-token-0000";
    public const long DemoUserId = 2_000_000_001;
    public const long DemoGroupId = -1_003_000_000_001;

    private long _lastFile = 4_100_000_000;
    private long _lastGroup = 13_900_000_000_000_000;
    private long _lastQuery = 8_589_934_592_000_000_001;

    public TelegramWorld()
    {
        Bots[DemoToken] = new FakeBot { Id = DemoBotId, Token = DemoToken, Name = "Harbour Bakery Posts", Username = "harbour_bakery_bot" };
        Users[DemoUserId] = new FakeTelegramUser { Id = DemoUserId, FirstName = "Robin", LastName = "Baker", Username = "robin_baker" };
        Add(new FakeChat { Id = DemoUserId, Type = ChatType.Private });
        Add(new FakeChat { Id = DemoGroupId, Type = ChatType.Supergroup, Title = "Harbour Bakery" });
    }

    /// <summary>By token.</summary>
    public Dictionary<string, FakeBot> Bots { get; } = new(StringComparer.Ordinal);

    public Dictionary<long, FakeTelegramUser> Users { get; } = [];

    public Dictionary<long, FakeChat> Chats { get; } = [];

    public Dictionary<string, FakeTelegramFile> Files { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeCallback> Callbacks { get; } = new(StringComparer.Ordinal);

    public List<TelegramLine> Calls { get; } = [];

    public MessengerFaults Faults { get; } = new();

    public TelegramSettings Settings { get; set; } = new();

    public FakeBot? BotById(long id) => Bots.Values.FirstOrDefault(bot => bot.Id == id);

    /// <summary>Puts a chat there, with everybody the sandbox starts with in it.</summary>
    public FakeChat Add(FakeChat chat)
    {
        if (chat.Members.Count == 0) chat.Members.Add(DemoUserId);
        if (chat.Bots.Count == 0) chat.Bots.AddRange(Bots.Values.Select(bot => bot.Id));
        return Chats[chat.Id] = chat;
    }

    /// <summary>A bot or a person.</summary>
    public JsonObject Person(long id) => Users.GetValueOrDefault(id)?.ToJson() ?? BotById(id)!.ToJson();

    public string NewFileId(string kind) => $"AgACAgI{kind[0]}AAMsandbox{++_lastFile}";

    public string NewMediaGroup() => $"{++_lastGroup}";

    /// <summary>Puts a message into its chat and tells the bots that may hear of it.</summary>
    public FakeMessage Put(FakeChat chat, Func<long, FakeMessage> make)
    {
        var message = make(++chat.LastMessageId);
        chat.Messages.Add(message);
        if (Users.ContainsKey(message.FromId))
        {
            foreach (var bot in chat.Bots.Select(BotById).OfType<FakeBot>().Where(bot => Hears(bot, chat, message))) bot.Tell("message", message.ToJson(this));
        }
        return message;
    }

    /// <summary>Somebody presses a button.</summary>
    public FakeCallback Press(FakeChat chat, FakeMessage message, FakeTelegramUser user, string data, DateTimeOffset now)
    {
        var query = new FakeCallback { Id = $"{++_lastQuery}", ChatId = chat.Id, MessageId = message.Id, UserId = user.Id, Data = data, At = now };
        Callbacks[query.Id] = query;
        BotById(message.FromId)?.Tell("callback_query", new JsonObject
        {
            ["id"] = query.Id,
            ["from"] = user.ToJson(),
            ["message"] = message.ToJson(this),
            ["chat_instance"] = $"{chat.Id * 31 % 9_000_000_000}",
            ["data"] = data,
        });
        return query;
    }

    /// <summary>A group becomes a supergroup with another id; the old one answers no more.</summary>
    public FakeChat Move(FakeChat group, long newId, DateTimeOffset now)
    {
        var chat = new FakeChat { Id = newId, Type = ChatType.Supergroup, Title = group.Title };
        chat.Members.AddRange(group.Members);
        chat.Bots.AddRange(group.Bots);
        Chats[newId] = chat;
        group.MovedTo = newId;
        Put(group, id => new FakeMessage { Id = id, ChatId = group.Id, FromId = group.Members[0], At = now, MovedTo = newId });
        return chat;
    }

    private static bool Hears(FakeBot bot, FakeChat chat, FakeMessage message) =>
        !chat.IsGroup || !bot.HasPrivacy || message.MovedTo is not null
        || message.Text?.Text.StartsWith('/') == true
        || (message.ReplyTo is { } id && chat.Find(id)?.FromId == bot.Id);
}

/// <summary>A press of a button.</summary>
internal sealed record FakeCallback
{
    public required string Id { get; init; }

    public required long ChatId { get; init; }

    public required long MessageId { get; init; }

    public required long UserId { get; init; }

    public required string Data { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while the button still spins.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What the person was shown; null for nothing.</summary>
    public string? Text { get; init; }

    public bool IsAlert { get; init; }
}

/// <summary>How the messenger behaves, for all bots.</summary>
internal sealed record TelegramSettings
{
    /// <summary>Calls that put messages into one chat at once, before the limit of one a second counts.</summary>
    public int ChatBurst { get; init; } = 5;

    /// <summary>Messages to one group in 60 seconds; those of an album count each.</summary>
    public int GroupPerMinute { get; init; } = 20;

    /// <summary>How long a press may be answered.</summary>
    public double CallbackLifeSeconds { get; init; } = 900;
}

/// <summary>A call that came.</summary>
/// <param name="Chat">As it was named; null for none.</param>
/// <param name="Status">What it was answered with; null where the answer was lost on purpose.</param>
internal sealed record TelegramLine(int Seq, DateTimeOffset At, string Method, string? Chat, int? Status, string? Description);
