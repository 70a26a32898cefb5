using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Facebook;

/// <summary>One request about a Page, read.</summary>
/// <param name="Graph">Path and parameters.</param>
/// <param name="File">The file of a form, in the field <c>source</c>; null for none.</param>
internal sealed record FacebookCall(GraphCall Graph, byte[]? File)
{
    /// <summary>Whose token it is. Only after <see cref="FacebookApi"/> has looked.</summary>
    public FakePage Page { get; init; } = null!;

    public string? Text(string name) => Graph.Params.Get(name);

    public DateTimeOffset ArrivedAt => Graph.ArrivedAt;

    /// <summary>A word of <see cref="Steps"/>.</summary>
    public string Step => (Graph.Method, Graph.Edge, Text("upload_phase")) switch
    {
        ("POST", "feed", _) => Steps.Publish,
        ("POST", "video_reels", "finish") => Steps.Publish,
        ("POST", "photos" or "video_reels", _) => Steps.Create,
        ("GET", "feed" or "published_posts" or "video_reels", _) => Steps.MediaList,
        ("GET", "", _) when Graph.NodeId is "debug_token" => Steps.Debug,
        ("GET", "", _) when Graph.NodeId.Contains('_', StringComparison.Ordinal) => Steps.Media,
        ("GET", "", _) when Graph.NodeId.StartsWith("9921", StringComparison.Ordinal) => Steps.Status,
        ("GET", "", _) => Steps.Pages,
        _ => Steps.Other,
    };

    /// <summary>What its token must be allowed; null for a call that needs nothing.</summary>
    public string? Scope => Step switch
    {
        Steps.Publish or Steps.Create => "pages_manage_posts",
        Steps.MediaList or Steps.Media or Steps.Status => "pages_read_engagement",
        Steps.Other when Graph.Method == "DELETE" => "pages_manage_posts",
        _ => null,
    };

    /// <summary>What a call names that publishes: the reel, the first picture, or nothing but the Page.</summary>
    public string Container => Text("video_id") ?? (AttachedIds is [var first, ..] ? first : null) ?? Page?.Id ?? Graph.NodeId;

    public IReadOnlyList<string> AttachedIds =>
        [.. (Graph.Params.Json("attached_media") as System.Text.Json.Nodes.JsonArray ?? []).Select(IdOf).OfType<string>()];

    /// <summary>Each is JSON, sent as text where the list is sent as PHP does.</summary>
    private static string? IdOf(System.Text.Json.Nodes.JsonNode? item)
    {
        var media = item is System.Text.Json.Nodes.JsonValue text ? System.Text.Json.Nodes.JsonNode.Parse(text.ToString()) : item;
        return (string?)media?["media_fbid"];
    }
}
