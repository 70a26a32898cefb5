using System.Text.Json;

namespace Posthaste.Posts.Variants;

/// <summary>Takes a draft, or a variant of one, apart into the fields of the API. Both are kept in its words, so their own JSON has them.</summary>
internal static class DraftFields
{
    /// <returns>Those that are set, each option as a field of its own: <c>options.locationId</c>.</returns>
    public static IEnumerable<(string Field, JsonElement Value)> Of(JsonElement json)
    {
        foreach (var field in json.EnumerateObject())
        {
            if (field.Name != "options") yield return (field.Name, field.Value);
            else foreach (var option in field.Value.EnumerateObject()) yield return ($"options.{option.Name}", option.Value);
        }
    }
}
