using System.Text.Json;

namespace Posthaste.Notifications;

/// <summary>Puts an event into words. Pure.</summary>
internal static class NoticeText
{
    private static readonly Dictionary<string, (NoticeTone Tone, string Sentence)> Known = new()
    {
        ["job.published"] = (NoticeTone.Good, "It is live."),
        ["job.resolved_published"] = (NoticeTone.Good, "A person found that it is live."),
        ["job.needs_attention"] = (NoticeTone.Trouble, "It was not published, and somebody must look at it."),
        ["job.retrying"] = (NoticeTone.Trouble, "Publishing did not succeed yet; it is tried again."),
        ["job.settling"] = (NoticeTone.Trouble, "Whether it went live is not known yet; the network is being asked."),
        ["job.skipped"] = (NoticeTone.Trouble, "Its time passed, and it was left out."),
        ["job.comment_failed"] = (NoticeTone.Trouble, "The post is live, and its comment is not."),
        ["channel.reconnect_needed"] = (NoticeTone.Trouble, "The account must be connected again before anything can be published there."),
        ["channel.reconnect_soon"] = (NoticeTone.Trouble, "Access to the account ends soon. Connect it again."),
        ["channel.renewal_failing"] = (NoticeTone.Trouble, "Access to the account could not be renewed yet; it is tried again."),
        ["channel.deauthorized"] = (NoticeTone.Trouble, "Somebody took the access away at the network."),
        ["channel.reconnected"] = (NoticeTone.Good, "The account is connected again."),
        ["channel.resumed"] = (NoticeTone.Good, "The account publishes again."),
        ["series.post_not_made"] = (NoticeTone.Trouble, "A post of a series could not be made."),
        ["notifications.target_off"] = (NoticeTone.Trouble, "A notification target takes no more messages and was switched off."),
        ["notifications.delivery_failed"] = (NoticeTone.Trouble, "A notification could not be delivered and was given up."),
    };

    public static Notice Of(Happening what)
    {
        var (@event, data) = (what.Event, Read(what.Event.Data));
        var (tone, sentence) = @event.Kind switch
        {
            "alert.raised" or "alert.escalated" => (NoticeTone.Trouble, ""),
            "alert.resolved" => (NoticeTone.Good, ""),
            _ => Known.GetValueOrDefault(@event.Kind, (NoticeTone.Neutral, Spoken(@event.Kind))),
        };
        // A job that is well has an error only from before.
        var error = tone == NoticeTone.Trouble && what.LastError is { } json ? Read(json) : default;
        var told = Text(data, "message") ?? Join(Text(error, "message"), Text(error, "advice")) ?? Join(sentence, Text(data, "reason"));
        return new Notice
        {
            EventId = @event.Id,
            WorkspaceId = @event.WorkspaceId,
            Kind = @event.Kind,
            At = @event.At,
            SubjectId = @event.SubjectId,
            Data = @event.Data,
            Title = Text(data, "title") ?? Title(what, data),
            Message = told ?? "",
            Tone = tone,
            ErrorKind = Text(data, "errorKind") ?? Text(error, "kind"),
            Path = PathOf(Text(data, "path")) ?? (what.PostId is { } post ? $"/posts/{post}" : null),
            Urgent = @event.Kind == "alert.escalated" || (data.ValueKind == JsonValueKind.Object && data.TryGetProperty("urgent", out var urgent) && urgent.ValueKind == JsonValueKind.True),
            PostId = what.PostId,
        };
    }

    private static string Title(Happening what, JsonElement data)
    {
        var name = Blank(what.Title) ?? Text(data, "name") ?? Spoken(what.Event.Kind);
        return what.Account is { Length: > 0 } account ? $"{name} (@{account})" : name;
    }

    /// <summary><c>post.comment_edited</c> → "Post: comment edited".</summary>
    private static string Spoken(string kind)
    {
        var (family, word) = (Hearing.FamilyOf(kind).Replace('_', ' '), kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' '));
        return $"{char.ToUpperInvariant(family[0])}{family[1..]}: {word}";
    }

    /// <summary>Of this server alone: what begins with two slashes would lead elsewhere.</summary>
    private static string? PathOf(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? path : null;

    private static string? Join(string? first, string? second) => (Blank(first), Blank(second)) switch
    {
        (null, var only) => only,
        (var only, null) => only,
        var (one, other) => $"{one} {other}",
    };

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Blank(value.GetString()) : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static JsonElement Read(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
