using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Reading;

/// <summary><c>GET /{ig-user}/content_publishing_limit</c>: an array of one, with only <c>quota_usage</c> unless asked for more.</summary>
internal static class ReadPublishingLimit
{
    private static readonly TimeSpan _window = TimeSpan.FromHours(24);

    public static GraphAnswer Run(World world, FakeAccount account, GraphCall call)
    {
        var since = call.ArrivedAt - _window;
        if (call.Params.Get("since") is { } text)
        {
            // A second of grace: the caller's clock and the way here.
            if (GraphTime.Parse(text) is not { } asked || asked < since - TimeSpan.FromSeconds(1))
                return GraphErrors.Parameter("Param since must be a Unix timestamp no older than 24 hours.");
            since = asked;
        }
        var limit = new JsonObject();
        foreach (var field in (call.Params.Get("fields") ?? "quota_usage").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (field)
            {
                case "quota_usage":
                    limit[field] = world.QuotaUsage(account.Id, since);
                    break;
                case "config":
                    limit[field] = new JsonObject { ["quota_total"] = world.QuotaTotal(account), ["quota_duration"] = (int)_window.TotalSeconds };
                    break;
                default:
                    return GraphErrors.UnknownField(field, "IGContentPublishingLimit");
            }
        }
        return new JsonObject { ["data"] = new JsonArray(limit) };
    }
}
