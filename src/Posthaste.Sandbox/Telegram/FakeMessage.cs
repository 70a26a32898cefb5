using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Telegram;

/// <summary>A message as it stands in its chat.</summary>
internal sealed record FakeMessage
{
    public required long Id { get; init; }

    public required long ChatId { get; init; }

    /// <summary>A bot or a person.</summary>
    public required long FromId { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Null for a message with a file.</summary>
    public FormattedText? Text { get; init; }

    /// <summary>Of a file; null for none.</summary>
    public FormattedText? Caption { get; init; }

    public FakeTelegramFile? File { get; init; }

    /// <summary>Shared by the messages of one album.</summary>
    public string? MediaGroupId { get; init; }

    public long? ReplyTo { get; init; }

    /// <summary>The inline keyboard; null for none.</summary>
    public JsonObject? Keyboard { get; init; }

    /// <summary>The person's app opens an answer to it.</summary>
    public bool ForcesReply { get; init; }

    /// <summary>The chat this group has become, where it is about that.</summary>
    public long? MovedTo { get; init; }

    /// <param name="isWhole">Whether the message it answers comes with it.</param>
    public JsonObject ToJson(TelegramWorld world, bool isWhole = true)
    {
        var chat = world.Chats[ChatId];
        var json = new JsonObject
        {
            ["message_id"] = Id,
            ["from"] = world.Person(FromId),
            ["chat"] = chat.ToJson(world),
            ["date"] = At.ToUnixTimeSeconds(),
        };
        if (EditedAt is { } edited) json["edit_date"] = edited.ToUnixTimeSeconds();
        if (MovedTo is { } moved) json["migrate_to_chat_id"] = moved;
        if (isWhole && ReplyTo is { } id && chat.Find(id) is { } answered) json["reply_to_message"] = answered.ToJson(world, isWhole: false);
        if (MediaGroupId is not null) json["media_group_id"] = MediaGroupId;
        if (Text is not null) Put(json, "text", "entities", Text);
        if (Caption is { Text.Length: > 0 }) Put(json, "caption", "caption_entities", Caption);
        if (File is not null) json[File.Kind] = File.ToJson();
        if (Keyboard is not null) json["reply_markup"] = Keyboard.DeepClone();
        return json;
    }

    private static void Put(JsonObject json, string name, string entities, FormattedText text)
    {
        json[name] = text.Text;
        if (text.Entities.Count > 0) json[entities] = text.EntitiesJson();
    }
}

/// <summary>A file that was sent.</summary>
/// <param name="Kind"><c>photo</c>, <c>video</c> or <c>document</c>.</param>
/// <param name="Id">As in <c>file_id</c>.</param>
/// <param name="Width">In pixels, as it is shown; 0 where it is not known.</param>
/// <param name="Height">In pixels, as it is shown; 0 where it is not known.</param>
internal sealed record FakeTelegramFile(string Kind, string Id, string Name, string ContentType, byte[] Bytes, int Width, int Height)
{
    public string Path => $"{Kind}s/{Name}";

    public JsonNode ToJson()
    {
        var json = new JsonObject { ["file_id"] = Id, ["file_unique_id"] = $"AQAD{Id[^12..]}", ["file_size"] = Bytes.Length };
        if (Kind != "document") (json["width"], json["height"]) = (Width, Height);
        if (Kind == "video") json["duration"] = 0;
        if (Kind != "photo") (json["file_name"], json["mime_type"]) = (Name, ContentType);
        return Kind == "photo" ? new JsonArray(json) : json;
    }
}
