using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Publishing;

/// <summary>Reads <c>user_tags</c>, <c>collaborators</c> and <c>location_id</c>.</summary>
internal static class TagRules
{
    public const int MaxUserTags = 20;
    public const int MaxCollaborators = 3;

    /// <summary>A location id that answers as a Page without coordinates does.</summary>
    public const string LocationWithoutCoordinates = "100000000000404";

    public static (IReadOnlyList<UserTag> Tags, GraphError? Error) UserTags(GraphParams parameters, ContainerKind kind, bool isVideo)
    {
        if (parameters.Get("user_tags") is null) return ([], null);
        if (parameters.Json("user_tags") is not JsonArray array)
            return ([], GraphErrors.Parameter("Param user_tags must be an array of objects with username, x and y."));
        var tags = new List<UserTag>();
        foreach (var item in array)
        {
            if (item is not JsonObject tag || Text(tag["username"]) is not { Length: > 0 } username)
                return ([], GraphErrors.Parameter("Param user_tags must be an array of objects with username, x and y."));
            var (x, y) = (Coordinate(tag["x"]), Coordinate(tag["y"]));
            var hasPlace = tag["x"] is not null || tag["y"] is not null;
            if (isVideo && hasPlace && kind is not ContainerKind.Story)
                return ([], GraphErrors.Parameter("Param user_tags: x and y are not allowed for video media."));
            var needsPlace = hasPlace || (kind is not ContainerKind.Story && !isVideo);
            if (needsPlace && (x is null || y is null))
                return ([], GraphErrors.Parameter("Param user_tags: x and y must be numbers between 0.0 and 1.0 for photo media."));
            tags.Add(new UserTag(username.TrimStart('@'), x, y));
        }
        return tags.Count > MaxUserTags ? ([], GraphErrors.TooManyTags(MaxUserTags)) : (tags, null);
    }

    public static GraphError? CheckCollaborators(IReadOnlyList<string> collaborators) =>
        collaborators.Count > MaxCollaborators
            ? GraphErrors.Parameter($"Param collaborators must have no more than {MaxCollaborators} usernames.")
            : null;

    public static GraphError? CheckLocation(string? locationId) =>
        locationId is null || (locationId.Length <= 20 && locationId.All(char.IsAsciiDigit) && locationId != LocationWithoutCoordinates)
            ? null
            : GraphErrors.BadLocation();

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && node.GetValueKind() is JsonValueKind.String ? GraphParams.TextOf(value) : null;

    private static double? Coordinate(JsonNode? node)
    {
        var text = Text(node) ?? (node?.GetValueKind() is JsonValueKind.Number ? node.ToJsonString() : null);
        var isNumber = double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value);
        return isNumber && value is >= 0 and <= 1 ? value : null;
    }
}
