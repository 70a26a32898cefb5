using System.Text.Json;
using Posthaste.Posts.Variants;

namespace Posthaste.Posts.Versions;

/// <summary>One field that differs.</summary>
/// <param name="Field">As the API spells it: <c>caption</c>, <c>options.locationId</c>, <c>at</c>. Of a variant, with its channel's id: <c>variants.{channelId}.caption</c>.</param>
/// <param name="Before">Null where it was not set.</param>
/// <param name="After">Null where it is not set.</param>
public sealed record PostChange(string Field, JsonElement? Before, JsonElement? After);

/// <summary>What is different about a post since people last had to do with it.</summary>
/// <param name="Since">Null where it was neither decided about nor submitted before; there are no changes then.</param>
/// <param name="Changes">By field.</param>
public sealed record PostChanges(PostVersion? Since, IReadOnlyList<PostChange> Changes)
{
    /// <param name="post">As it is now.</param>
    /// <param name="newestFirst">Its versions.</param>
    public static PostChanges Of(Post post, IReadOnlyList<PostVersion> newestFirst) => FindSince(post, newestFirst) is { } since
        ? new(since, Compare(since.Draft, since.PlannedAt, post.Draft, post.PlannedAt))
        : new(null, []);

    /// <summary>The last time that somebody decided about it. Where nobody has, the last time it was submitted, before the one it waits for now.</summary>
    internal static PostVersion? FindSince(Post post, IReadOnlyList<PostVersion> newestFirst) =>
        newestFirst.FirstOrDefault(version => version.Kind != VersionKind.Submitted)
        ?? newestFirst.Skip(post.Approval == ApprovalState.Pending ? 1 : 0).FirstOrDefault();

    internal static IReadOnlyList<PostChange> Compare(PostDraft before, DateTimeOffset? beforeAt, PostDraft after, DateTimeOffset? afterAt)
    {
        var (old, current) = (Fields(before, beforeAt), Fields(after, afterAt));
        return
        [
            .. old.Keys.Union(current.Keys).Order(StringComparer.Ordinal)
                .Select(field => new PostChange(field, Find(old, field), Find(current, field)))
                .Where(change => !AreEqual(change.Before, change.After)),
        ];
    }

    private static Dictionary<string, JsonElement> Fields(PostDraft draft, DateTimeOffset? at)
    {
        var fields = new Dictionary<string, JsonElement>();
        // What is missing at the end of these lists is the same as null.
        var whole = draft with { AltTexts = WithoutLastNulls(draft.AltTexts), MediaFits = WithoutLastNulls(draft.MediaFits) };
        foreach (var (field, value) in DraftFields.Of(JsonSerializer.SerializeToElement(whole, PostDraft.Json)).Where(field => field.Field != "variants")) fields[field] = value;
        foreach (var variant in draft.Variants)
        {
            foreach (var (field, value) in variant.Fields) fields[$"variants.{variant.ChannelId}.{field}"] = value;
        }
        if (at is { } time) fields["at"] = JsonSerializer.SerializeToElement(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        return fields;
    }

    private static IReadOnlyList<T?> WithoutLastNulls<T>(IReadOnlyList<T?> list) where T : class =>
        [.. list.Take(list.Count - list.Reverse().TakeWhile(item => item is null).Count())];

    private static JsonElement? Find(Dictionary<string, JsonElement> fields, string field) => fields.TryGetValue(field, out var value) ? value : null;

    private static bool AreEqual(JsonElement? before, JsonElement? after) =>
        before is { } old && after is { } current ? JsonElement.DeepEquals(old, current) : before is null && after is null;
}
