using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>Where a reel is on its way, as Facebook tells it (<c>GET /{video}?fields=status</c>).</summary>
internal enum ReelPlace
{
    /// <summary>It waits for bytes, or for the call that publishes it.</summary>
    Waiting,

    /// <summary>Facebook works on it, or says something that may come.</summary>
    AtWork,

    Published,

    /// <summary>Facebook gave up on it.</summary>
    Failed,

    /// <summary>It ran out before it was published.</summary>
    Expired,
}

/// <summary>What a look at a reel came to.</summary>
internal sealed record ReelStatus
{
    /// <summary>The last one first: it fails because of those before.</summary>
    private static readonly string[] Phases = ["publishing_phase", "processing_phase", "uploading_phase"];

    public required ReelPlace Place { get; init; }

    /// <summary>Bytes that Facebook has.</summary>
    public required long Offset { get; init; }

    /// <summary>Facebook has all of them.</summary>
    public required bool IsUploaded { get; init; }

    /// <summary>When it went live; null before, and where Facebook does not say.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Where it is; null where Facebook does not say.</summary>
    public Uri? Link { get; init; }

    /// <summary>Facebook's words for why it failed, cleaned; null where it has none.</summary>
    public string? Reason { get; init; }

    public static ReelStatus Read(JsonElement video, FacebookOptions options)
    {
        var status = video.ValueKind is JsonValueKind.Object && video.TryGetProperty("status", out var found) && found.ValueKind is JsonValueKind.Object ? found : default;
        var (offset, isUploaded) = UploadProgress.Of(video, "status");
        var publishing = Phase(status, "publishing_phase");
        return new ReelStatus
        {
            Place = Judge(status),
            Offset = offset,
            IsUploaded = isUploaded,
            PublishedAt = publishing.Time("publish_time"),
            Link = PageLinks.Of(video, options),
            Reason = Phases.Select(name => ReasonOf(Phase(status, name))).FirstOrDefault(reason => reason is not null),
        };
    }

    private static ReelPlace Judge(JsonElement status)
    {
        var video = status.Text("video_status");
        var (processing, publishing) = (Phase(status, "processing_phase").Text("status"), Phase(status, "publishing_phase"));
        // Live is live, whatever else is said of it.
        if (publishing.Text("publish_status") == "published" && publishing.Text("status") is null or "complete") return ReelPlace.Published;
        if (video == "expired") return ReelPlace.Expired;
        if (video is "error" or "upload_failed" || processing == "error" || publishing.Text("status") == "error" || Phase(status, "uploading_phase").Text("status") == "error") return ReelPlace.Failed;
        if (publishing.Text("status") == "complete" && publishing.Text("publish_status") is null) return ReelPlace.Published;
        // Whether a video is worked on before or after the call that publishes it, no page says: only where nothing moves does it wait.
        return publishing.Text("status") is null or "not_started" && processing is not "in_progress" ? ReelPlace.Waiting : ReelPlace.AtWork;
    }

    private static JsonElement Phase(JsonElement status, string name) =>
        status.ValueKind is JsonValueKind.Object && status.TryGetProperty(name, out var phase) && phase.ValueKind is JsonValueKind.Object ? phase : default;

    private static string? ReasonOf(JsonElement phase)
    {
        if (phase.ValueKind is not JsonValueKind.Object) return null;
        var error = phase.TryGetProperty("error", out var one) ? one
            : phase.TryGetProperty("errors", out var many) && many.ValueKind is JsonValueKind.Array && many.GetArrayLength() > 0 ? many[0] : default;
        return error.Text("message") is { } message ? PlatformText.Clean(message) : null;
    }
}
