using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Publishing;

/// <summary>Reads <c>product_tags</c>, which exist with Facebook Login only. They are checked and not kept: the sandbox has no shop.</summary>
internal static class ProductTagRules
{
    private const int Max = 5;

    public static GraphError? Check(GraphParams parameters, LoginProduct login, bool isVideo)
    {
        if (parameters.Get("product_tags") is null) return null;
        if (login is not LoginProduct.Facebook) return DraftRules.NotAllowed("product_tags");
        if (parameters.Json("product_tags") is not JsonArray tags || tags.Count > Max)
            return GraphErrors.Parameter($"Param product_tags must be an array of no more than {Max} objects with product_id.");
        foreach (var item in tags)
        {
            if (item is not JsonObject tag || tag["product_id"] is not JsonValue id || !GraphParams.TextOf(id).All(char.IsAsciiDigit))
                return GraphErrors.BadProductTag(2207037, "The product_id is not valid.");
            var (hasX, hasY) = (IsPlace(tag["x"]), IsPlace(tag["y"]));
            if (isVideo && (hasX || hasY)) return GraphErrors.BadProductTag(2207035, "Product tag positions should not be specified for video media.");
            if (!isVideo && !(hasX && hasY)) return GraphErrors.BadProductTag(2207036, "Product tag positions are required for photo media.");
        }
        return null;
    }

    private static bool IsPlace(JsonNode? node) => node?.GetValueKind() is JsonValueKind.Number or JsonValueKind.String;
}
