using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Posthaste.Platforms.Mastodon.Answers;

/// <summary>What one call to a server came to, before anybody judges it.</summary>
internal abstract record MastodonAnswer
{
    /// <summary>The server's name of a call, in its log.</summary>
    public const string TraceHeader = "X-Request-Id";

    private MastodonAnswer() { }

    /// <summary>The call, for the attempt's record.</summary>
    public CallTrace Trace { get; init; } = CallTrace.None;

    /// <summary>The server did it, or is at it.</summary>
    /// <param name="Status">202 and 206 say that a file is still being worked on.</param>
    public sealed record Done(JsonElement Body, int Status) : MastodonAnswer;

    /// <summary>The server says in its own shape why not. There are no codes: the HTTP status decides, and the words, which come in the account's language, never do.</summary>
    /// <param name="Status">4xx or 5xx.</param>
    /// <param name="Message">The server's own words, cleaned.</param>
    /// <param name="RetryAt">When it will listen again, from its rate limit or <c>Retry-After</c>; null where it does not say.</param>
    public sealed record Refused(int Status, string Message, DateTimeOffset? RetryAt) : MastodonAnswer;

    /// <summary>An answer that is not the API's: a proxy's page, a redirect, half a JSON document.</summary>
    public sealed record Unreadable(int Status, DateTimeOffset? RetryAt) : MastodonAnswer;

    /// <summary>See <see cref="HttpAnswer.NotSent"/>.</summary>
    public sealed record NotSent(string Reason) : MastodonAnswer;

    /// <summary>See <see cref="HttpAnswer.Lost"/>.</summary>
    public sealed record Lost(string Reason) : MastodonAnswer;

    public static MastodonAnswer Read(HttpAnswer answer, DateTimeOffset now, Func<string, string> clean) => answer switch
    {
        HttpAnswer.NotSent notSent => new NotSent(notSent.Reason),
        HttpAnswer.Lost lost => new Lost(lost.Reason) { Trace = new CallTrace { Calls = 1 } },
        HttpAnswer.Answered answered => Read(answered, now, clean),
        _ => throw new UnreachableException(),
    };

    private static MastodonAnswer Read(HttpAnswer.Answered answered, DateTimeOffset now, Func<string, string> clean)
    {
        var rate = RateState.Read(answered.Headers);
        var trace = new CallTrace { Calls = 1, HttpStatus = answered.Status, TraceId = Header(answered.Headers, TraceHeader), UsagePercent = rate?.Percent };
        var retryAt = answered.Status == 429 && rate?.ResetAt > now ? rate.ResetAt : now + answered.ReadRetryAfter(now);
        JsonElement? body = answered.ReadJson() is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json ? json : null;
        if (body is not null && answered.Status is >= 200 and < 300) return new Done(body.Value, answered.Status) { Trace = trace };
        return answered.Status >= 400 && body?.Word("error") is { } words
            ? new Refused(answered.Status, clean(words), retryAt) { Trace = trace }
            : new Unreadable(answered.Status, retryAt) { Trace = trace };
    }

    internal static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>How much of its limit a call has used up.</summary>
    private sealed record RateState(int Percent, DateTimeOffset? ResetAt)
    {
        public static RateState? Read(HttpResponseHeaders headers)
        {
            if (!Number(headers, "X-RateLimit-Limit", out var limit) || !Number(headers, "X-RateLimit-Remaining", out var left) || limit == 0) return null;
            // An ISO time, unlike everybody else's seconds.
            DateTimeOffset? reset = DateTimeOffset.TryParse(Header(headers, "X-RateLimit-Reset"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
            return new RateState((int)Math.Round(100.0 * (limit - Math.Min(left, limit)) / limit), reset);
        }

        private static bool Number(HttpResponseHeaders headers, string name, out int number) =>
            int.TryParse(Header(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
