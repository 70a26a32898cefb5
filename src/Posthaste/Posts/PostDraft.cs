using System.Text.Json;
using System.Text.Json.Serialization;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Variants;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Whether a person gets a post that the API could not publish.</summary>
public enum PostHandover
{
    Never,

    /// <summary>Whatever keeps it from going out.</summary>
    AnyError,
}

/// <summary>What a person writes: everything about a post that can be edited.</summary>
public sealed record PostDraft
{
    /// <summary>How it is kept in the database; also what two drafts are compared by.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Null: the first line of the caption, else type and channel.</summary>
    public string? Title { get; init; }

    public required PostType Type { get; init; }

    /// <summary>May be empty in a draft; needed to submit or schedule.</summary>
    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<Guid> MediaIds { get; init; } = [];

    public string Caption { get; init; } = "";

    /// <summary>With or without their #.</summary>
    public IReadOnlyList<string> Hashtags { get; init; } = [];

    /// <summary>For people who cannot see the picture, by the position in <see cref="MediaIds"/>; null for none. May be shorter.</summary>
    public IReadOnlyList<string?> AltTexts { get; init; } = [];

    /// <summary>How each item is made fit, by the position in <see cref="MediaIds"/>; null for the workspace's way. May be shorter.</summary>
    public IReadOnlyList<MediaFit?> MediaFits { get; init; } = [];

    /// <summary>The same for the cover.</summary>
    public MediaFit? CoverFit { get; init; }

    public PostOptions Options { get; init; } = PostOptions.None;

    /// <summary>What single channels get differently; at most one for each of <see cref="ChannelIds"/>.</summary>
    public IReadOnlyList<PostVariant> Variants { get; init; } = [];

    /// <summary>What it is sorted by; null for none. Kept in a column of its own: who deletes a category takes it from its posts.</summary>
    [JsonIgnore]
    public Guid? CategoryId { get; init; }

    /// <summary>Null: the workspace's.</summary>
    public LatePolicy? LatePolicy { get; init; }

    /// <summary>Null: the workspace's. 1 to 10,080.</summary>
    public int? LateMinutes { get; init; }

    /// <summary>It needs what only the network's own app can do, such as a link sticker: a person publishes it. No part of what is sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RequiresInteraction { get; init; }

    /// <summary>Whether a person publishes it where the API cannot. Null: as its workspace says. No part of what is sent.</summary>
    public PostHandover? Handover { get; init; }

    /// <summary>Every item that is sent where a channel has nothing of its own: those of the post in order, then its cover.</summary>
    internal IEnumerable<Guid> AllMediaIds => Options.CoverMediaId is { } cover ? MediaIds.Append(cover) : MediaIds;

    /// <summary>Nothing differs that anyone outside will see: the approval stands.</summary>
    internal bool HasContentOf(PostDraft other) => ContentJson() == other.ContentJson();

    /// <summary>As it is kept: no stray blanks, no characters a database refuses.</summary>
    internal PostDraft Cleaned() => this with
    {
        Title = string.IsNullOrWhiteSpace(Title) ? null : OneLine(Title),
        Caption = CleanText(Caption),
        Hashtags = CleanTags(Hashtags),
        MediaFits = [.. MediaFits.Select(fit => fit?.Cleaned())],
        CoverFit = CoverFit?.Cleaned(),
        AltTexts = CleanLines(AltTexts),
        Variants = [.. Variants.Select(variant => variant.Cleaned())],
    };

    /// <summary>For other channels. The variants of those that it leaves go with them.</summary>
    internal PostDraft On(IReadOnlyList<Guid> channelIds) => this with { ChannelIds = channelIds, Variants = [.. Variants.Where(variant => channelIds.Contains(variant.ChannelId))] };

    internal static string CleanText(string text) => text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal);

    internal static IReadOnlyList<string> CleanTags(IReadOnlyList<string> tags) => [.. tags.Select(CaptionText.WordOfHashtag)];

    internal static IReadOnlyList<string?> CleanLines(IReadOnlyList<string?> texts) => [.. texts.Select(text => string.IsNullOrWhiteSpace(text) ? null : OneLine(text))];

    internal static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private string ContentJson() => JsonSerializer.Serialize(this with { Title = null, LatePolicy = null, LateMinutes = null, RequiresInteraction = false, Handover = null }, Json);
}
