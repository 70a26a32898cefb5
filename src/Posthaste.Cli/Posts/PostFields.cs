using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Media;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Posts;

/// <summary>The content of a post on the command line, for making one and for changing one.</summary>
internal static class PostFields
{
    private static readonly Option<string> s_type = Words.One("--type", "What kind of post.", Words.PostTypes);
    private static readonly Option<string> s_title = Words.Text("--title", "What it is called here; no platform sees it.");
    private static readonly Option<string[]> s_channel = Words.Many("--channel", "Where to: an id, @name, or instagram:name. May be given again.");
    private static readonly Option<string[]> s_media = Words.Many("--media", "A file, which is uploaded, or the id of an item of the library. May be given again, in order.");
    private static readonly Option<string[]> s_alt = Words.Many("--alt", "What the picture shows, for who cannot see it. The first is of the first item, and so on.");
    private static readonly Option<string> s_cover = Words.Text("--cover", "The picture before a reel plays: a file or an id.", "file|id");
    private static readonly Option<string> s_caption = Words.Text("--caption", "The text.");
    private static readonly Option<string> s_captionFile = Words.Text("--caption-file", "The file with the text; - for standard input.", "file");
    private static readonly Option<string[]> s_hashtag = Words.Many("--hashtag", "With # or without. May be given again.");
    private static readonly Option<string> s_firstComment = Words.Text("--first-comment", "Written below the post as soon as it is live.");
    private static readonly Option<string[]> s_option = Words.Many("--option", "An extra, as key=value, or key:=JSON. May be given again.");
    private static readonly Option<string> s_category = Words.Text("--category", "The category's id.", "id");
    private static readonly Option<string> s_latePolicy = Words.One("--late-policy", "What to do when its time is missed.", "publish", "skip", "ask");
    private static readonly Option<int?> s_lateMinutes = new("--late-minutes") { Description = "From how many minutes on it counts as late.", HelpName = "n" };
    private static readonly Option<bool> s_interaction = new("--requires-interaction") { Description = "A person publishes it by hand." };
    private static readonly Option<string> s_handover = Words.One("--handover", "Whether a person gets it when the platform does not take it.", "never", "any_error");
    private static readonly Option<string> s_from = Words.Text("--from", "A file with the JSON of a request, for what has no option here (variants, mediaFits); - for standard input. Options win over it.", "file");

    private static readonly Option[] s_all =
    [
        s_type, s_title, s_channel, s_media, s_alt, s_cover, s_caption, s_captionFile, s_hashtag, s_firstComment, s_option, s_category, s_latePolicy, s_lateMinutes, s_interaction, s_handover, s_from,
    ];

    static PostFields() => s_option.CompletionSources.Add(_ => PostOptions.Kinds.Select(option => option.Key + (option.Value == OptionKind.Json ? ":=" : "=")));

    public static Command AddTo(Command command)
    {
        foreach (var option in s_all) command.Add(option);
        return command;
    }

    /// <summary>Makes the request. Files are uploaded once everything that can be looked at here is right.</summary>
    /// <param name="options">Of a post that is changed the extras it has; the request takes them as a whole.</param>
    public static async Task<JsonObject> ReadAsync(Run run, JsonElement options = default)
    {
        var body = ReadFrom(run);
        Set(body, "type", run.Get(s_type));
        Set(body, "title", run.Get(s_title));
        Set(body, "caption", ReadCaption(run));
        if (run.Get(s_hashtag) is { Length: > 0 } hashtags) body["hashtags"] = List(hashtags.Select(tag => tag.TrimStart('#')));
        if (run.Get(s_alt) is { Length: > 0 } alts) body["altTexts"] = List(alts);
        Set(body, "categoryId", run.Get(s_category));
        Set(body, "latePolicy", run.Get(s_latePolicy));
        if (run.Get(s_lateMinutes) is { } minutes) body["lateMinutes"] = minutes;
        if (run.Has(s_interaction)) body["requiresInteraction"] = run.Get(s_interaction);
        Set(body, "handover", run.Get(s_handover));
        var extras = ReadOptions(run, body, options);

        if (run.Get(s_channel) is { Length: > 0 } channels)
        {
            var names = new ChannelNames(run);
            var ids = new List<string>();
            foreach (var channel in channels) ids.Add(await names.IdAsync(channel));
            body["channelIds"] = List(ids);
        }
        var (media, cover) = (run.Get(s_media) ?? [], run.Get(s_cover));
        Upload.CheckReadable(run, media.Append(cover ?? "").Where(name => name.Length > 0 && !Guid.TryParse(name, out _)));
        if (media.Length > 0) body["mediaIds"] = List(await Upload.IdsAsync(run, media));
        if (cover is not null) (extras ??= [])["coverMediaId"] = (await Upload.IdsAsync(run, [cover]))[0];
        if (extras is not null) body["options"] = extras;
        return body;
    }

    private static JsonObject ReadFrom(Run run)
    {
        if (run.Get(s_from) is not { } file) return [];
        try
        {
            return JsonNode.Parse(ReadText(run, file)) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"--from {file}: this is no JSON object, such as {{\"type\": \"image\"}}.");
        }
    }

    private static JsonObject? ReadOptions(Run run, JsonObject body, JsonElement has)
    {
        var (given, firstComment) = (run.Get(s_option) ?? [], run.Get(s_firstComment));
        if (given.Length == 0 && firstComment is null && run.Get(s_cover) is null) return null;
        var extras = body["options"]?.DeepClone() as JsonObject ?? (has.IsThere() ? (JsonObject)JsonNode.Parse(has.GetRawText())! : []);
        foreach (var (name, value) in given.Select(PostOptions.Read)) extras[name] = value;
        Set(extras, "firstComment", firstComment);
        return extras;
    }

    private static string? ReadCaption(Run run)
    {
        var (caption, file) = (run.Get(s_caption), run.Get(s_captionFile));
        if (caption is not null && file is not null) throw new CommandFailedException(ExitCode.Usage, "Give either --caption or --caption-file, not both.");
        // Editors end a file with a line break that nobody meant.
        return caption ?? (file is null ? null : ReadText(run, file).TrimEnd('\r', '\n'));
    }

    private static string ReadText(Run run, string file)
    {
        if (file == "-") return run.Terminal.In.ReadToEnd();
        Upload.CheckReadable(run, [file]);
        return File.ReadAllText(run.Terminal.PathOf(file));
    }

    private static void Set(JsonObject body, string name, string? value)
    {
        if (value is not null) body[name] = value;
    }

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);
}

/// <summary>When, on the command line.</summary>
internal static class TimeFields
{
    public static Option<string> At { get; } = Words.Text("--at", "2030-03-01T18:00+01:00, 2030-03-01T18:00 by the clock here or in --time-zone, or +10m from now.", "time");

    public static Option<string> TimeZone { get; } = Words.Text("--time-zone", "Whose clock --at is by, such as Europe/Berlin.", "name");

    public static Option<bool> NextSlot { get; } = new("--next-slot") { Description = "At the next free slot of its channels." };

    public static Option<bool> Force { get; } = new("--force") { Description = "Although another post is near, or the same picture was out before." };

    /// <returns>Whether a time was given.</returns>
    public static bool AddTo(JsonObject body, Run run)
    {
        if (run.Get(At) is { } at) LocalTime.Read(at, run.Get(TimeZone), run.Terminal).AddTo(body);
        else if (run.Get(TimeZone) is not null) throw new CommandFailedException(ExitCode.Usage, "--time-zone needs --at beside it.");
        if (run.Has(NextSlot)) body["nextSlot"] = run.Get(NextSlot);
        if (run.Has(Force)) body["force"] = run.Get(Force);
        return run.Has(At) || run.Has(NextSlot);
    }
}
