using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Graph;

/// <summary>What a Graph call comes to: an object, or a refusal.</summary>
/// <param name="Body">Null exactly when <paramref name="Error"/> is not.</param>
/// <param name="Error">Why the call had no effect.</param>
internal sealed record GraphAnswer(JsonObject? Body, GraphError? Error)
{
    public static implicit operator GraphAnswer(GraphError error) => new(null, error);

    public static implicit operator GraphAnswer(JsonObject body) => new(body, null);

    /// <summary>An object with only an id.</summary>
    public static GraphAnswer Id(string id) => new JsonObject { ["id"] = id };

    public static GraphAnswer Success() => new JsonObject { ["success"] = true };
}
