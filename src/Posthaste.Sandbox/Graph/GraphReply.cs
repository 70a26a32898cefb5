using System.Text.Encodings.Web;
using System.Text.Json;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Graph;

/// <summary>An answer with everything that goes on the wire.</summary>
/// <param name="Answer">The object or the refusal.</param>
/// <param name="Login">Decides the type of some errors.</param>
/// <param name="Version">For <c>facebook-api-version</c>.</param>
/// <param name="Headers">Usage.</param>
/// <param name="TraceId">The same in header and envelope.</param>
internal sealed record GraphReply(
    GraphAnswer Answer, LoginProduct Login, string Version, IReadOnlyList<(string Name, string Value)> Headers, string TraceId) : IReply
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Status => Answer.Error?.Status ?? StatusCodes.Status200OK;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(Answer.Error?.ToJson(Login, TraceId) ?? Answer.Body, _json);

    public void WriteHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=UTF-8";
        var headers = response.Headers;
        headers["facebook-api-version"] = Version;
        headers["x-fb-trace-id"] = TraceId;
        headers["x-fb-request-id"] = TraceId;
        headers["x-fb-rev"] = "1030000000";
        headers.CacheControl = "private, no-cache, no-store, must-revalidate";
        headers.Pragma = "no-cache";
        foreach (var (name, value) in Headers) headers[name] = value;
        if (Answer.Error is { } error && error.TypeFor(Login) == "OAuthException")
            headers.WWWAuthenticate = $"OAuth \"Facebook Platform\" \"{ReasonFor(error)}\" \"{HeaderText(error.Message)}\"";
    }

    private static string ReasonFor(GraphError error) => error.Code switch
    {
        190 => "invalid_token",
        10 or (>= 200 and <= 299) => "insufficient_scope",
        _ => "invalid_request",
    };

    /// <summary>Only printable ASCII may stand in a header, and no quote within quotes.</summary>
    private static string HeaderText(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and <= '~' and not '"' ? c : '?'));
}
