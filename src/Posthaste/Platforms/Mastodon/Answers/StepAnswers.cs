using System.Diagnostics;

namespace Posthaste.Platforms.Mastodon.Answers;

/// <summary>What a call that did not succeed means for the step that made it.</summary>
internal static class StepAnswers
{
    /// <param name="answer">Anything but what the step wanted.</param>
    /// <param name="kind">What a second run of the step would do.</param>
    /// <param name="options">Waits.</param>
    /// <param name="now">UTC.</param>
    /// <param name="field">The API field that a refusal of content is about; null for the whole post.</param>
    public static StepResult ForFailure(MastodonAnswer answer, StepKind kind, MastodonOptions options, DateTimeOffset now, string? field = null)
    {
        var described = Describe(answer, field);
        StepResult result = answer switch
        {
            MastodonAnswer.NotSent => new StepResult.Unavailable(described),
            MastodonAnswer.Refused refused when kind is StepKind.Repeatable || IsBelievable(refused) => Plain(refused, described, options, now),
            _ when kind is StepKind.Irreversible => new StepResult.Unknown(Doubt(described), answer is MastodonAnswer.Unreadable { Status: 429 } page ? page.RetryAt ?? now + options.RateLimitWait : null),
            MastodonAnswer.Unreadable { Status: 429 } unreadable => new StepResult.RateLimited(unreadable.RetryAt ?? now + options.RateLimitWait, RateScope.Channel, described),
            MastodonAnswer.Unreadable { Status: 413 } => new StepResult.Rejected(described),
            MastodonAnswer.Unreadable unreadable => new StepResult.Unavailable(described, unreadable.RetryAt - now),
            MastodonAnswer.Lost or MastodonAnswer.Done => new StepResult.Unavailable(described),
            _ => throw new UnreachableException(),
        };
        return result with { Trace = answer.Trace };
    }

    public static PlatformError Describe(MastodonAnswer answer, string? field = null) => answer switch
    {
        MastodonAnswer.Refused refused => Describe(refused.Status, MastodonErrorTable.Find(refused.Status), field) with { PlatformMessage = refused.Message },
        // A proxy before the server judges the size by itself, with a page of its own.
        MastodonAnswer.Unreadable { Status: 413 } => Describe(413, MastodonErrorTable.Find(413), field),
        MastodonAnswer.NotSent { Reason: "host_not_public" } => new PlatformError
        {
            Kind = ErrorKind.BlockedByPlatform,
            Code = "host_not_public",
            Message = "The account's server is not on the public web, and Posthaste goes nowhere else for it.",
            Advice = "Check the server's address.",
            Field = "server",
        },
        MastodonAnswer.NotSent notSent => PlatformError.Passing(notSent.Reason, "The account's server could not be reached."),
        MastodonAnswer.Lost lost => PlatformError.Passing(lost.Reason, "The connection to the account's server ended before its answer was read."),
        MastodonAnswer.Unreadable unreadable => PlatformError.Passing("answer_unreadable", $"The answer of the account's server could not be read (HTTP {unreadable.Status})."),
        MastodonAnswer.Done => PlatformError.Passing("answer_unreadable", "The answer of the account's server lacked what it should have."),
        _ => throw new UnreachableException(),
    };

    /// <summary>The same error where it leaves open whether the post is live.</summary>
    public static PlatformError Doubt(PlatformError error) => error with
    {
        Kind = ErrorKind.OutcomeUnknown,
        Message = $"{error.Message} The post may be live all the same.",
        Advice = "Nothing to do yet: Posthaste looks at the account before it does anything else.",
    };

    /// <summary>When to ask again; null where the answer does not say to stop.</summary>
    public static DateTimeOffset? BlockedUntil(MastodonAnswer answer, MastodonOptions options, DateTimeOffset now) => answer switch
    {
        MastodonAnswer.Refused { Status: 429 } refused => refused.RetryAt ?? now + options.RateLimitWait,
        MastodonAnswer.Unreadable { Status: 429 } unreadable => unreadable.RetryAt ?? now + options.RateLimitWait,
        _ => null,
    };

    /// <summary>Whether "no" to a publish call surely means that nothing went live: a documented refusal, as a 4xx.</summary>
    private static bool IsBelievable(MastodonAnswer.Refused refused) =>
        refused.Status is >= 400 and < 500 && MastodonErrorTable.Find(refused.Status) is { Class: not MastodonErrorClass.Passing };

    private static StepResult Plain(MastodonAnswer.Refused refused, PlatformError described, MastodonOptions options, DateTimeOffset now) => MastodonErrorTable.Find(refused.Status)?.Class switch
    {
        null or MastodonErrorClass.Passing => new StepResult.Unavailable(described, refused.RetryAt - now),
        MastodonErrorClass.Rate => new StepResult.RateLimited(refused.RetryAt ?? now + options.RateLimitWait, RateScope.Channel, described),
        MastodonErrorClass.Access => new StepResult.Unauthorized(described),
        MastodonErrorClass.Content or MastodonErrorClass.NotFound => new StepResult.Rejected(described),
        _ => throw new UnreachableException(),
    };

    private static PlatformError Describe(int status, MastodonErrorRow? row, string? field) => new()
    {
        Kind = row?.Class switch
        {
            MastodonErrorClass.Rate => ErrorKind.WaitUntil,
            MastodonErrorClass.Access => ErrorKind.ReconnectAccount,
            MastodonErrorClass.Content => ErrorKind.FixContent,
            MastodonErrorClass.NotFound => ErrorKind.BlockedByPlatform,
            _ => ErrorKind.RetryLater,
        },
        Message = row?.Message ?? $"The server answered with an error that Posthaste does not know (HTTP {status}).",
        Advice = row is null ? "The server's own words may help." : row.Advice,
        Code = $"http_{status}",
        Field = row?.Class is MastodonErrorClass.Content ? field : null,
    };
}
