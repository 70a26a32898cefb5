using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Reading;

/// <summary><c>GET /{ig-container}</c>.</summary>
internal static class ReadContainer
{
    public static GraphAnswer Run(World world, FakeContainer container, GraphCall call)
    {
        var settings = world.Settings;
        if (call.ArrivedAt < container.CreatedAt + TimeSpan.FromSeconds(settings.FreshReadErrorSeconds))
            return GraphErrors.UnknownObject("GET", container.Id);
        if (FieldList.Parse(call.Params.Get("fields") ?? "id") is not { } fields) return GraphErrors.Parameter("Syntax error in the fields parameter.");
        var status = container.StatusAt(call.ArrivedAt - TimeSpan.FromSeconds(settings.StatusLagSeconds));
        return fields.Pick("ShadowIGMediaBuilder", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => container.Id,
            ["status_code"] = _ => CodeOf(status),
            ["status"] = _ => status is ContainerStatus.Error && settings.BareErrorStatus ? $"{container.ErrorSubcode}" : SentenceOf(status, container.ErrorSubcode),
            ["video_status"] = _ => VideoStatus(container, status),
            ["copyright_check_status"] = _ => new JsonObject { ["status"] = CopyrightCheck(status), ["matches_found"] = false },
        });
    }

    /// <summary>For resumable uploads only. Bytes have no lag: an upload goes on from where this says.</summary>
    private static JsonObject? VideoStatus(FakeContainer container, ContainerStatus status)
    {
        if (container.Intake is not { IsUpload: true } intake) return null;
        var isHere = intake.IsComplete || (intake.FileSize > 0 && intake.Received == intake.FileSize);
        var processing = (isHere, status) switch
        {
            (false, _) => "not_started",
            (true, ContainerStatus.InProgress) => "in_progress",
            // Not on the platform's page, which has no failed upload.
            (true, ContainerStatus.Error) => "error",
            _ => "complete",
        };
        return new JsonObject
        {
            ["uploading_phase"] = new JsonObject { ["status"] = isHere ? "complete" : "in_progress", ["bytes_transferred"] = intake.Received },
            ["processing_phase"] = new JsonObject { ["status"] = processing },
        };
    }

    private static string CopyrightCheck(ContainerStatus status) => status switch
    {
        ContainerStatus.InProgress => "in_progress",
        ContainerStatus.Error => "error",
        _ => "completed",
    };

    private static string CodeOf(ContainerStatus status) => status switch
    {
        ContainerStatus.InProgress => "IN_PROGRESS",
        ContainerStatus.Finished => "FINISHED",
        ContainerStatus.Error => "ERROR",
        ContainerStatus.Expired => "EXPIRED",
        _ => "PUBLISHED",
    };

    private static string SentenceOf(ContainerStatus status, int? subcode) => status switch
    {
        ContainerStatus.InProgress => "In Progress: Media is still being processed.",
        ContainerStatus.Finished => "Finished: Media has been uploaded and it is ready to be published.",
        ContainerStatus.Error => $"Error: Media upload has failed with error code {subcode}",
        ContainerStatus.Expired => "Expired: The container was not published within 24 hours and has expired.",
        _ => "Published: Media has been successfully published.",
    };
}
