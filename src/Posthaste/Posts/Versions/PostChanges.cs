using System.Text.Json;

namespace Posthaste.Posts.Versions;

/// <summary>One field that differs.</summary>
/// <param name="Field">As the API spells it: <c>caption</c>, <c>options.locationId</c>, <c>at</c>.</param>
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

    // A draft is kept in the words of the API, so its own JSON has the fields. Options are compared one by one.
    private static Dictionary<string, JsonElement> Fields(PostDraft draft, DateTimeOffset? at)
    {
        var fields = new Dictionary<string, JsonElement>();
        // What is missing at the end of these lists is the same as null.
        var whole = draft with { AltTexts = WithoutLastNulls(draft.AltTexts), MediaFits = WithoutLastNulls(draft.MediaFits) };
        foreach (var field in JsonSerializer.SerializeToElement(whole, PostDraft.Json).EnumerateObject())
        {
            if (field.Name != "options") fields[field.Name] = field.Value;
            else foreach (var option in field.Value.EnumerateObject()) fields[$"options.{option.Name}"] = option.Value;
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
