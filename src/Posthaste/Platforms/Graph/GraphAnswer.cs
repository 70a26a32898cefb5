using System.Diagnostics;
using System.Text.Json;

namespace Posthaste.Platforms.Graph;

/// <summary>What one Graph call came to, before anybody judges it.</summary>
internal abstract record GraphAnswer
{
    private GraphAnswer() { }

    /// <summary>The call, for the attempt's record.</summary>
    public CallTrace Trace { get; init; } = CallTrace.None;

    /// <summary>Graph does not show it: too new, deleted, or not this account's.</summary>
    public bool IsMissing => this switch
    {
        Unreadable unreadable => unreadable.Status == 404,
        Refused refused => refused.Status == 404 || refused.Error.MeansMissing,
        _ => false,
    };

    /// <summary>Graph did it and says what came of it.</summary>
    public sealed record Done(JsonElement Body) : GraphAnswer;

    /// <summary>Graph says in its own shape why not.</summary>
    /// <param name="Error">Graph's error.</param>
    /// <param name="Status">The HTTP status; 5xx makes even a clear error doubtful.</param>
    /// <param name="RetryAfter">From the header of that name.</param>
    public sealed record Refused(GraphError Error, int Status, TimeSpan? RetryAfter) : GraphAnswer;

    /// <summary>An answer that is not Graph's: a proxy's page, half a JSON document.</summary>
    public sealed record Unreadable(int Status, TimeSpan? RetryAfter) : GraphAnswer
    {
        /// <summary>What it says, where that is JSON in another shape than Graph's; null otherwise.</summary>
        public JsonElement? Body { get; init; }
    }

    /// <summary>See <see cref="HttpAnswer.NotSent"/>.</summary>
    public sealed record NotSent(string Reason) : GraphAnswer;

    /// <summary>See <see cref="HttpAnswer.Lost"/>.</summary>
    public sealed record Lost(string Reason) : GraphAnswer;

    public static GraphAnswer Read(HttpAnswer answer, DateTimeOffset now, TimeSpan fullWait, Func<string, string> clean) => answer switch
    {
        HttpAnswer.NotSent notSent => new NotSent(notSent.Reason),
        HttpAnswer.Lost lost => new Lost(lost.Reason) { Trace = new CallTrace { Calls = 1 } },
        HttpAnswer.Answered answered => Read(answered, now, fullWait, clean),
        _ => throw new UnreachableException(),
    };

    private static GraphAnswer Read(HttpAnswer.Answered answered, DateTimeOffset now, TimeSpan fullWait, Func<string, string> clean)
    {
        var usage = GraphUsage.Read(answered.Headers);
        var trace = new CallTrace
        {
            Calls = 1,
            HttpStatus = answered.Status,
            TraceId = answered.Headers.TryGetValues(GraphApi.TraceHeader, out var ids) ? ids.FirstOrDefault() : null,
            UsagePercent = usage.Percent,
            PauseUntil = usage.RegainAfter is { } regain ? now + regain : usage.Percent >= 100 ? now + fullWait : null,
        };
        var retryAfter = answered.ReadRetryAfter(now);
        if (answered.ReadObject() is not { } body) return new Unreadable(answered.Status, retryAfter) { Trace = trace };
        if (GraphError.Find(body, clean) is { } error)
            return new Refused(error, answered.Status, retryAfter) { Trace = trace with { TraceId = error.TraceId ?? trace.TraceId } };
        return answered.Status is >= 200 and < 300
            ? new Done(body) { Trace = trace }
            : new Unreadable(answered.Status, retryAfter) { Trace = trace, Body = body };
    }
}
