using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Posthaste.Platforms;

/// <summary>Reading of what an adapter kept between two steps.</summary>
internal static class CheckpointJson
{
    /// <returns>Null where there is none or it cannot be read: it is from another version, or of another network.</returns>
    public static T? Read<T>(string? json, JsonTypeInfo<T> type)
        where T : class
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
