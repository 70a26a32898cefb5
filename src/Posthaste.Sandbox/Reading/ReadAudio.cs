using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Reading;

/// <summary><c>GET /ig_audio</c> of Facebook Login: a few pieces whose ids a reel may name. The results stand under
/// <c>audio</c>; the names of their fields are invented, for no page prints them.</summary>
internal static class ReadAudio
{
    private static readonly (string Id, string Title, string Artist, int Seconds)[] _music =
    [
        ("18250000000000001", "Morning Oven", "The Rye Trio", 142),
        ("18250000000000002", "Harbour Lights", "Salt and Rope", 188),
        ("18250000000000003", "Slow Dough", "Autolyse", 201),
    ];

    public static GraphAnswer Run(GraphCall call)
    {
        if (call.Params.Get("audio_type") is not ("music" or "original_sound")) return GraphErrors.BadAudioType();
        var query = call.Params.Get("search_query") ?? "";
        var found = _music.Where(piece => $"{piece.Title} {piece.Artist}".Contains(query, StringComparison.OrdinalIgnoreCase));
        return new JsonObject
        {
            ["audio"] = new JsonArray([.. found.Select(piece => (JsonNode)new JsonObject
            {
                ["audio_id"] = piece.Id,
                ["title"] = piece.Title,
                ["artist"] = piece.Artist,
                ["duration_in_ms"] = piece.Seconds * 1000,
            })]),
        };
    }
}
