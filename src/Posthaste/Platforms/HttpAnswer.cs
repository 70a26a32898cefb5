using System.Net.Http.Headers;

namespace Posthaste.Platforms;

/// <summary>What came of one request to a network.</summary>
internal abstract record HttpAnswer
{
    private HttpAnswer() { }

    /// <summary>The network answered in full, with whatever status.</summary>
    public sealed record Answered(int Status, HttpResponseHeaders Headers, string Body) : HttpAnswer;

    /// <summary>The request surely never reached the network: not a byte of its body, or of a request without one,
    /// left this machine.</summary>
    /// <param name="Reason">A snake_case word, for example <c>dns_failed</c>.</param>
    public sealed record NotSent(string Reason) : HttpAnswer;

    /// <summary>The request may have arrived; its answer did not, or not whole.</summary>
    /// <param name="Reason">A snake_case word, for example <c>timed_out</c>.</param>
    public sealed record Lost(string Reason) : HttpAnswer;
}
