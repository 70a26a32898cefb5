using System.Diagnostics;

namespace Posthaste.Platforms.TikTok.Answers;

/// <summary>What a call to TikTok that did not succeed means for the step that made it. Codes decide, words never do, and the HTTP status only where it
/// makes a refusal doubtful.</summary>
internal static class StepAnswers
{
    /// <param name="answer">Anything but <see cref="TikTokAnswer.Done"/>.</param>
    /// <param name="kind">What a second run of the step would do.</param>
    /// <param name="options">Waits.</param>
    /// <param name="now">UTC.</param>
    public static StepResult ForFailure(TikTokAnswer answer, StepKind kind, TikTokOptions options, DateTimeOffset now)
    {
        var described = Describe(answer);
        StepResult result = answer switch
        {
            TikTokAnswer.NotSent => new StepResult.Unavailable(described),
            TikTokAnswer.Refused refused when kind is StepKind.Repeatable || IsBelievable(refused) => Plain(refused, described, options, now),
            _ when kind is StepKind.Irreversible => new StepResult.Unknown(Doubt(described)),
            TikTokAnswer.Lost => new StepResult.Unavailable(described),
            TikTokAnswer.Unreadable { Status: 429, RetryAfter: var wait } => new StepResult.RateLimited(now + (wait ?? options.RateLimitWait), RateScope.Channel, described),
            TikTokAnswer.Unreadable unreadable => new StepResult.Unavailable(described, unreadable.RetryAfter),
            _ => throw new UnreachableException(),
        };
        return result with { Trace = answer.Trace };
    }

    public static PlatformError Describe(TikTokAnswer answer) => answer switch
    {
        TikTokAnswer.Refused refused => Describe(refused, TikTokErrorTable.Find(refused.Code)),
        TikTokAnswer.NotSent notSent => PlatformError.Passing(notSent.Reason, "TikTok could not be reached."),
        TikTokAnswer.Lost lost => PlatformError.Passing(lost.Reason, "The connection to TikTok ended before its answer was read."),
        TikTokAnswer.Unreadable unreadable => PlatformError.Passing("answer_unreadable", $"TikTok's answer could not be read (HTTP {unreadable.Status})."),
        TikTokAnswer.Done => PlatformError.Passing("answer_unreadable", "TikTok's answer lacked what it should have."),
        _ => throw new UnreachableException(),
    };

    /// <summary>The same error where it leaves open whether the post goes live.</summary>
    public static PlatformError Doubt(PlatformError error) => error with
    {
        Kind = ErrorKind.OutcomeUnknown,
        Message = $"{error.Message} The post may go live all the same.",
        Advice = "Nothing to do yet: Posthaste asks TikTok before it does anything else.",
    };

    /// <summary>Whether "no" to a publish call surely means that nothing will go live: a documented refusal, as a 4xx.</summary>
    private static bool IsBelievable(TikTokAnswer.Refused refused) =>
        refused.Status is >= 400 and < 500 && TikTokErrorTable.Find(refused.Code) is { Class: not TikTokErrorClass.Passing };

    private static StepResult Plain(TikTokAnswer.Refused refused, PlatformError described, TikTokOptions options, DateTimeOffset now) => TikTokErrorTable.Find(refused.Code)?.Class switch
    {
        null or TikTokErrorClass.Passing => new StepResult.Unavailable(described, refused.RetryAfter),
        TikTokErrorClass.NotFound => new StepResult.Unavailable(described, refused.RetryAfter, Restart: true),
        TikTokErrorClass.Rate => new StepResult.RateLimited(now + (refused.RetryAfter ?? options.RateLimitWait), RateScope.Channel, described),
        TikTokErrorClass.PostLimit => new StepResult.RateLimited(now + options.PostLimitWait, RateScope.Channel, described),
        TikTokErrorClass.InboxFull => new StepResult.RateLimited(now + options.InboxWait, RateScope.Channel, described),
        TikTokErrorClass.Access => new StepResult.Unauthorized(described),
        TikTokErrorClass.Blocked or TikTokErrorClass.Content => new StepResult.Rejected(described),
        _ => throw new UnreachableException(),
    };

    private static PlatformError Describe(TikTokAnswer.Refused refused, TikTokErrorRow? row) => new()
    {
        Kind = row?.Class switch
        {
            TikTokErrorClass.Rate or TikTokErrorClass.PostLimit or TikTokErrorClass.InboxFull => ErrorKind.WaitUntil,
            TikTokErrorClass.Blocked => ErrorKind.BlockedByPlatform,
            TikTokErrorClass.Access => ErrorKind.ReconnectAccount,
            TikTokErrorClass.Content => ErrorKind.FixContent,
            _ => ErrorKind.RetryLater,
        },
        Message = row?.Message ?? $"TikTok answered with an error that Posthaste does not know ({refused.Code}).",
        Advice = row is null ? "TikTok's own words may help." : row.Advice,
        Code = refused.Code,
        Field = row?.Field,
        ApiOnly = row is { ApiOnly: true },
        PlatformMessage = refused.Message,
    };
}
