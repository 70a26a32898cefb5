using System.Diagnostics;

namespace Posthaste.Platforms.Bluesky.Answers;

/// <summary>What a call that did not succeed means for the step that made it. The protocol's words decide, sentences never do, and the HTTP status only where it
/// makes a refusal doubtful.</summary>
internal static class StepAnswers
{
    /// <param name="answer">Anything but <see cref="XrpcAnswer.Done"/>.</param>
    /// <param name="kind">What a second run of the step would do.</param>
    /// <param name="options">Waits.</param>
    /// <param name="now">UTC.</param>
    public static StepResult ForFailure(XrpcAnswer answer, StepKind kind, BlueskyOptions options, DateTimeOffset now)
    {
        var described = Describe(answer);
        StepResult result = answer switch
        {
            XrpcAnswer.NotSent => new StepResult.Unavailable(described),
            XrpcAnswer.Paced paced => new StepResult.RateLimited(paced.Until, RateScope.Channel, described),
            XrpcAnswer.Refused refused when kind is StepKind.Repeatable || IsBelievable(refused) => Plain(refused, described, options, now),
            XrpcAnswer.Unreadable { Status: 429, FreeAt: var free } => new StepResult.RateLimited(free ?? now + options.RateLimitWait, RateScope.Channel, described),
            // A proxy before the server is the first to find a body too large.
            XrpcAnswer.Unreadable { Status: 413 } => new StepResult.Rejected(described),
            _ when kind is StepKind.Irreversible => new StepResult.Unknown(Doubt(described)),
            XrpcAnswer.Lost => new StepResult.Unavailable(described),
            XrpcAnswer.Unreadable unreadable => new StepResult.Unavailable(described, unreadable.FreeAt - now),
            XrpcAnswer.Done => new StepResult.Unavailable(described),
            _ => throw new UnreachableException(),
        };
        return result with { Trace = answer.Trace };
    }

    /// <summary>The session has ended, which says nothing about the password: another one is opened first.</summary>
    public static bool EndsSession(XrpcAnswer answer) =>
        answer is XrpcAnswer.Refused { Status: < 500 } refused && BlueskyErrorTable.Find(refused.Error)?.Class is BlueskyErrorClass.Session;

    public static PlatformError Describe(XrpcAnswer answer) => answer switch
    {
        XrpcAnswer.Refused refused => Describe(refused, BlueskyErrorTable.Find(refused.Error)),
        XrpcAnswer.NotSent { Reason: "host_not_public" } => new()
        {
            Kind = ErrorKind.ReconnectAccount,
            Code = "host_not_public",
            Message = "The account's server is not on the public web.",
            Advice = "Connect the account again with the server's public address.",
            Field = "server",
        },
        XrpcAnswer.NotSent notSent => PlatformError.Passing(notSent.Reason, "The server could not be reached."),
        XrpcAnswer.Lost lost => PlatformError.Passing(lost.Reason, "The connection to the server ended before its answer was read."),
        XrpcAnswer.Unreadable { Status: 413 } => FromRow(BlueskyErrorTable.Find("PayloadTooLarge")!),
        XrpcAnswer.Unreadable { Status: 429 } => FromRow(BlueskyErrorTable.Find("RateLimitExceeded")!),
        XrpcAnswer.Unreadable unreadable => PlatformError.Passing("answer_unreadable", $"The server's answer could not be read (HTTP {unreadable.Status})."),
        XrpcAnswer.Paced => FromRow(BlueskyErrorTable.Find("RateLimitExceeded")!) with { Code = "sessions_paced", Message = "This server has signed in to the account often within a few minutes." },
        XrpcAnswer.Done => PlatformError.Passing("answer_unreadable", "The server's answer lacked what it should have."),
        _ => throw new UnreachableException(),
    };

    /// <summary>The same error where it leaves open whether the post is live.</summary>
    public static PlatformError Doubt(PlatformError error) => error with
    {
        Kind = ErrorKind.OutcomeUnknown,
        Message = $"{error.Message} The post may be live all the same.",
        Advice = "Nothing to do yet: Posthaste looks whether it is there before it does anything else.",
    };

    /// <summary>Whether "no" to the call that publishes surely means that nothing was written: a known refusal, as a 4xx.</summary>
    private static bool IsBelievable(XrpcAnswer.Refused refused) =>
        refused.Status is >= 400 and < 500 && BlueskyErrorTable.Find(refused.Error) is { Class: not BlueskyErrorClass.Passing };

    private static StepResult Plain(XrpcAnswer.Refused refused, PlatformError described, BlueskyOptions options, DateTimeOffset now) => BlueskyErrorTable.Find(refused.Error)?.Class switch
    {
        BlueskyErrorClass.Rate => new StepResult.RateLimited(refused.FreeAt ?? now + options.RateLimitWait, RateScope.Channel, described),
        BlueskyErrorClass.Access => new StepResult.Unauthorized(described),
        BlueskyErrorClass.Blocked or BlueskyErrorClass.Content => new StepResult.Rejected(described),
        BlueskyErrorClass.FileGone => new StepResult.Unavailable(described, Restart: true),
        null or BlueskyErrorClass.Passing or BlueskyErrorClass.Session or BlueskyErrorClass.NotFound => new StepResult.Unavailable(described, refused.FreeAt - now),
        _ => throw new UnreachableException(),
    };

    private static PlatformError Describe(XrpcAnswer.Refused refused, BlueskyErrorRow? row)
    {
        var error = row is not null
            ? FromRow(row)
            : PlatformError.Passing(refused.Error, $"The server answered with an error that Posthaste does not know ({refused.Error}).") with { Advice = "The server's own words may help." };
        return error with { PlatformMessage = refused.Message };
    }

    private static PlatformError FromRow(BlueskyErrorRow row) => new()
    {
        Kind = row.Class switch
        {
            BlueskyErrorClass.Rate => ErrorKind.WaitUntil,
            BlueskyErrorClass.Access => ErrorKind.ReconnectAccount,
            BlueskyErrorClass.Blocked => ErrorKind.BlockedByPlatform,
            BlueskyErrorClass.Content => ErrorKind.FixContent,
            _ => ErrorKind.RetryLater,
        },
        Code = row.Error,
        Message = row.Message,
        Advice = row.Advice,
        Field = row.Field,
    };
}
