using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Insights;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Reading;

/// <summary><c>GET /{ig-media}/collaborators</c>: who was invited. Nobody answers an invitation here.</summary>
internal static class ReadCollaborators
{
    public static GraphAnswer Run(FakeMedia media, GraphCall call) => GraphList.Page(
        media.Container.Draft.Collaborators, IdOf, (username, fields) => fields.Pick("ShadowIGMediaCollaborators", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => IdOf(username),
            ["username"] = _ => username,
            ["invite_status"] = _ => "Pending",
        }), call, "id,username,invite_status");

    private static string IdOf(string username) => $"178414{Engagement.Hash(username):00000000000}";
}
