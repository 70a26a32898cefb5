using System.Text.Json;

namespace Posthaste.Platforms.Graph;

/// <summary>What the uploading host does not like. It has a shape of its own for that.</summary>
internal sealed record UploadComplaint(string? Type, bool Retriable, string? Message)
{
    /// <returns>Null where there is none.</returns>
    public static UploadComplaint? Find(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("debug_info", out var info) || info.ValueKind != JsonValueKind.Object) return null;
        var retriable = info.TryGetProperty("retriable", out var word) && word.ValueKind == JsonValueKind.True;
        return new UploadComplaint(info.Text("type"), retriable, info.Text("message"));
    }
}

/// <summary>How far an upload has come.</summary>
internal static class UploadProgress
{
    /// <param name="body">Of a container or a video.</param>
    /// <param name="field">The one that holds the phases.</param>
    public static (long Offset, bool Complete) Of(JsonElement body, string field)
    {
        if (!body.TryGetProperty(field, out var status) || status.ValueKind != JsonValueKind.Object
            || !status.TryGetProperty("uploading_phase", out var phase)) return (0, false);
        // Meta's page for reels once spelled it with one r.
        var transferred = phase.Text("bytes_transferred") ?? phase.Text("bytes_transfered");
        return (long.TryParse(transferred, out var bytes) && bytes > 0 ? bytes : 0, phase.Text("status") == "complete");
    }
}
