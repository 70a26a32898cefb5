using System.Diagnostics;
using System.Text.Json;

namespace Posthaste.Platforms.TikTok.Answers;

/// <summary>What one call to TikTok came to, before anybody judges it.</summary>
internal abstract record TikTokAnswer
{
    private TikTokAnswer() { }

    /// <summary>The call, for the attempt's record.</summary>
    public CallTrace Trace { get; init; } = CallTrace.None;

    /// <summary>TikTok did it and says what came of it.</summary>
    /// <param name="Data">What stands in <c>data</c>; of the token endpoints the whole body.</param>
    public sealed record Done(JsonElement Data) : TikTokAnswer;

    /// <summary>TikTok says in its own shape why not.</summary>
    /// <param name="Code">What decides.</param>
    /// <param name="Message">TikTok's own words, cleaned. Never decides anything.</param>
    /// <param name="Status">The HTTP status, which is 200 for some refusals; 5xx makes even a clear one doubtful.</param>
    /// <param name="RetryAfter">From the header of that name.</param>
    public sealed record Refused(string Code, string? Message, int Status, TimeSpan? RetryAfter) : TikTokAnswer;

    /// <summary>An answer that is not TikTok's: a proxy's page, half a JSON document. The upload host's answers are all of this kind.</summary>
    public sealed record Unreadable(int Status, TimeSpan? RetryAfter) : TikTokAnswer;

    /// <summary>See <see cref="HttpAnswer.NotSent"/>.</summary>
    public sealed record NotSent(string Reason) : TikTokAnswer;

    /// <summary>See <see cref="HttpAnswer.Lost"/>.</summary>
    public sealed record Lost(string Reason) : TikTokAnswer;

    public static TikTokAnswer Read(HttpAnswer answer, DateTimeOffset now, Func<string, string> clean) => answer switch
    {
        HttpAnswer.NotSent notSent => new NotSent(notSent.Reason),
        HttpAnswer.Lost lost => new Lost(lost.Reason) { Trace = new CallTrace { Calls = 1 } },
        HttpAnswer.Answered answered => Read(answered, now, clean),
        _ => throw new UnreachableException(),
    };

    private static TikTokAnswer Read(HttpAnswer.Answered answered, DateTimeOffset now, Func<string, string> clean)
    {
        var trace = new CallTrace { Calls = 1, HttpStatus = answered.Status };
        var retryAfter = answered.ReadRetryAfter(now);
        if (answered.ReadObject() is not { } body) return new Unreadable(answered.Status, retryAfter) { Trace = trace };
        var isFine = answered.Status is >= 200 and < 300;
        // The token endpoints are flat, and name an error only where there is one.
        if (!body.TryGetProperty("error", out var error))
        {
            trace = trace with { TraceId = body.Word("log_id") };
            return isFine ? new Done(body) { Trace = trace } : new Unreadable(answered.Status, retryAfter) { Trace = trace };
        }
        if (error.ValueKind == JsonValueKind.String)
            return new Refused(error.GetString()!, Clean(body.Word("error_description"), clean), answered.Status, retryAfter) { Trace = trace with { TraceId = body.Word("log_id") } };

        trace = trace with { TraceId = error.Word("log_id") };
        return error.Word("code") switch
        {
            null => new Unreadable(answered.Status, retryAfter) { Trace = trace },
            "ok" when isFine => new Done(body.TryGetProperty("data", out var data) ? data : body) { Trace = trace },
            "ok" => new Unreadable(answered.Status, retryAfter) { Trace = trace },
            var code => new Refused(code, Clean(error.Word("message"), clean), answered.Status, retryAfter) { Trace = trace },
        };
    }

    private static string? Clean(string? text, Func<string, string> clean) => text is null ? null : clean(text);
}
