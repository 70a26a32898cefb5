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
            ["status"] = _ => SentenceOf(status, container.ErrorSubcode),
            // For resumable uploads only, which images are not.
            ["video_status"] = _ => null,
            ["copyright_check_status"] = _ => new JsonObject { ["status"] = "completed", ["matches_found"] = false },
        });
    }

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
