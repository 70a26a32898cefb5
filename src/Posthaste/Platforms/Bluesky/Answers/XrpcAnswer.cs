using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Posthaste.Platforms.Bluesky.Answers;

/// <summary>What one call to a server came to, before anybody judges it.</summary>
internal abstract record XrpcAnswer
{
    private XrpcAnswer() { }

    /// <summary>The call, for the attempt's record.</summary>
    public CallTrace Trace { get; init; } = CallTrace.None;

    public sealed record Done(JsonElement Body) : XrpcAnswer;

    /// <summary>The server says in the protocol's own shape why not.</summary>
    /// <param name="Error">The word that decides.</param>
    /// <param name="Message">The server's own words, cleaned. Never decides anything.</param>
    /// <param name="Status">The HTTP status; 5xx makes even a clear refusal doubtful.</param>
    /// <param name="FreeAt">When its limits allow calls again; null where it does not tell.</param>
    public sealed record Refused(string Error, string? Message, int Status, DateTimeOffset? FreeAt) : XrpcAnswer;

    /// <summary>An answer that is not of the protocol: a proxy's page, half a JSON document.</summary>
    public sealed record Unreadable(int Status, DateTimeOffset? FreeAt) : XrpcAnswer;

    /// <summary>See <see cref="HttpAnswer.NotSent"/>.</summary>
    public sealed record NotSent(string Reason) : XrpcAnswer;

    /// <summary>See <see cref="HttpAnswer.Lost"/>.</summary>
    public sealed record Lost(string Reason) : XrpcAnswer;

    /// <summary>Not called: this process has signed in too often already.</summary>
    public sealed record Paced(DateTimeOffset Until) : XrpcAnswer;

    public static XrpcAnswer Read(HttpAnswer answer, DateTimeOffset now, Func<string, string> clean) => answer switch
    {
        HttpAnswer.NotSent notSent => new NotSent(notSent.Reason),
        HttpAnswer.Lost lost => new Lost(lost.Reason) { Trace = new CallTrace { Calls = 1 } },
        HttpAnswer.Answered answered => Read(answered, now, clean),
        _ => throw new UnreachableException(),
    };

    private static XrpcAnswer Read(HttpAnswer.Answered answered, DateTimeOffset now, Func<string, string> clean)
    {
        var trace = new CallTrace { Calls = 1, HttpStatus = answered.Status };
        var freeAt = ReadFreeAt(answered, now);
        var isFine = answered.Status is >= 200 and < 300;
        // Few calls answer with nothing at all, and none of them is asked for what it says.
        if (isFine && answered.Body.Length == 0) return new Done(JsonElement.Parse("{}")) { Trace = trace };
        if (answered.ReadObject() is not { } body) return new Unreadable(answered.Status, freeAt) { Trace = trace };
        if (isFine) return new Done(body) { Trace = trace };
        return body.Word("error") is { } error
            ? new Refused(error, body.Word("message") is { } message ? clean(message) : null, answered.Status, freeAt) { Trace = trace }
            : new Unreadable(answered.Status, freeAt) { Trace = trace };
    }

    /// <summary>The headers of the IETF's draft: with 0 left, RateLimit-Reset (seconds since 1970) says when there is more. Retry-After wins.</summary>
    private static DateTimeOffset? ReadFreeAt(HttpAnswer.Answered answered, DateTimeOffset now)
    {
        var headers = answered.Headers;
        if (answered.ReadRetryAfter(now) is { } wait) return now + wait;
        return Number(headers, "RateLimit-Remaining") == 0 && Number(headers, "RateLimit-Reset") is { } reset and > 0 and < 253_402_300_800 && DateTimeOffset.FromUnixTimeSeconds(reset) is var at && at > now
            ? at
            : null;
    }

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
