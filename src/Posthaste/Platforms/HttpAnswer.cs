using System.Net.Http.Headers;
using System.Text.Json;

namespace Posthaste.Platforms;

/// <summary>What came of one request to a network.</summary>
internal abstract record HttpAnswer
{
    private HttpAnswer() { }

    /// <summary>The network answered in full, with whatever status.</summary>
    public sealed record Answered(int Status, HttpResponseHeaders Headers, string Body) : HttpAnswer
    {
        /// <returns>Null for a body that is no JSON.</returns>
        public JsonElement? ReadJson()
        {
            try
            {
                return JsonElement.Parse(Body);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        /// <returns>Null for anything but a JSON object.</returns>
        public JsonElement? ReadObject() => ReadJson() is { ValueKind: JsonValueKind.Object } body ? body : null;

        /// <returns>How long the network wants to be left alone, from the header of that name; null where it does not say.</returns>
        public TimeSpan? ReadRetryAfter(DateTimeOffset now)
        {
            var wait = Headers.RetryAfter?.Delta ?? Headers.RetryAfter?.Date - now;
            return wait > TimeSpan.Zero ? wait : null;
        }
    }

    /// <summary>The request surely never reached the network: not a byte of its body, or of a request without one,
    /// left this machine.</summary>
    /// <param name="Reason">A snake_case word, for example <c>dns_failed</c>.</param>
    public sealed record NotSent(string Reason) : HttpAnswer;

    /// <summary>The request may have arrived; its answer did not, or not whole.</summary>
    /// <param name="Reason">A snake_case word, for example <c>timed_out</c>.</param>
    public sealed record Lost(string Reason) : HttpAnswer;
}
