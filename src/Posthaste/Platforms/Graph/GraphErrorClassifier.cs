using System.Diagnostics;
using System.Globalization;

namespace Posthaste.Platforms.Graph;

/// <summary>What an error answers, beyond its codes.</summary>
internal sealed record ErrorSetting
{
    public required StepKind Kind { get; init; }

    public required int HttpStatus { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required GraphTerms Terms { get; init; }

    /// <summary>See <see cref="StepCall.PublishedBefore"/>.</summary>
    public bool PublishedBefore { get; init; }

    /// <summary>When calls are accepted again, from the usage headers.</summary>
    public DateTimeOffset? RegainAt { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Turns a Graph error into what the engine does. Pure: codes decide, words and <c>is_transient</c> never do,
/// and the HTTP status only where it makes a refusal doubtful.</summary>
/// <remarks>docs/platforms/instagram.md#errors, docs/platforms/facebook.md#errors.</remarks>
internal static class GraphErrorClassifier
{
    /// <summary>How long after "not ready" the same container is sent again. Instagram: "wait for a moment".</summary>
    public static readonly TimeSpan NotReadyWait = TimeSpan.FromSeconds(4);

    public static StepResult Classify(GraphError error, ErrorSetting setting)
    {
        var row = setting.Terms.Errors.Find(error.Code, error.Subcode);
        var answer = Plain(error, row, setting);
        return setting.Kind is StepKind.Irreversible && !Believable(error, answer, setting)
            ? new StepResult.Unknown(Doubt(Describe(error, row, setting.Terms.Errors), setting.Terms.Errors), (answer as StepResult.RateLimited)?.Until)
            : answer;
    }

    public static PlatformError Describe(GraphError error, GraphErrorTable errors) => Describe(error, errors.Find(error.Code, error.Subcode), errors);

    /// <summary>The same error where it leaves open whether the post is live.</summary>
    public static PlatformError Doubt(PlatformError error, GraphErrorTable errors) => error with
    {
        Kind = ErrorKind.OutcomeUnknown,
        Message = $"{error.Message} The post may be live all the same.",
        Advice = $"Nothing to do yet: Posthaste asks {errors.Network} before it does anything else.",
    };

    /// <summary>What the error means where nothing can have gone live.</summary>
    private static StepResult Plain(GraphError error, GraphErrorRow? row, ErrorSetting setting)
    {
        var described = Describe(error, row, setting.Terms.Errors);
        return row?.Class switch
        {
            null or GraphErrorClass.Passing => new StepResult.Unavailable(described, setting.RetryAfter),
            GraphErrorClass.NewContainer => new StepResult.Unavailable(described, setting.RetryAfter, Restart: true),
            GraphErrorClass.NotReady when setting.Kind is StepKind.Irreversible => new StepResult.Wait(setting.Now + NotReadyWait, null),
            GraphErrorClass.NotReady => new StepResult.Unavailable(described, setting.RetryAfter ?? NotReadyWait),
            GraphErrorClass.NotFound => new StepResult.Unavailable(described, setting.RetryAfter, Restart: true),
            GraphErrorClass.AccountRate => new StepResult.RateLimited(setting.RegainAt ?? After(setting.Terms.RateLimitWait), RateScope.Channel, described),
            GraphErrorClass.AppRate => new StepResult.RateLimited(setting.RegainAt ?? After(setting.Terms.RateLimitWait), RateScope.App, described),
            GraphErrorClass.Quota => new StepResult.RateLimited(NotBefore(setting.RegainAt, setting.Terms.QuotaWait), RateScope.Channel, described),
            GraphErrorClass.Blocked => new StepResult.RateLimited(NotBefore(setting.RegainAt, setting.Terms.BlockWait), RateScope.Channel, described),
            GraphErrorClass.Access or GraphErrorClass.Restricted => new StepResult.Unauthorized(described),
            GraphErrorClass.Content => new StepResult.Rejected(described),
            _ => throw new UnreachableException(),
        };

        DateTimeOffset After(TimeSpan wait) => setting.Now + (setting.RetryAfter ?? wait);

        // The usage headers speak of calls; they do not shorten a block or a spent quota.
        DateTimeOffset NotBefore(DateTimeOffset? regainAt, TimeSpan wait) => regainAt > After(wait) ? regainAt.Value : After(wait);
    }

    /// <summary>Whether "no" to a publish call surely means that nothing went live: only a documented refusal does, and only as a 4xx.</summary>
    private static bool Believable(GraphError error, StepResult answer, ErrorSetting setting) =>
        setting.HttpStatus is >= 400 and < 500 && setting.Terms.Errors.IsDocumentedRefusal(error)
        // What was sent before may be used up: a refusal of the content may only mean that.
        && !(setting.PublishedBefore && answer is (StepResult.Rejected or StepResult.Unavailable));

    private static PlatformError Describe(GraphError error, GraphErrorRow? row, GraphErrorTable errors) => new()
    {
        Kind = row?.Class switch
        {
            GraphErrorClass.AccountRate or GraphErrorClass.AppRate or GraphErrorClass.Quota => ErrorKind.WaitUntil,
            GraphErrorClass.Blocked or GraphErrorClass.Restricted => ErrorKind.BlockedByPlatform,
            GraphErrorClass.Access => ErrorKind.ReconnectAccount,
            GraphErrorClass.Content => ErrorKind.FixContent,
            _ => ErrorKind.RetryLater,
        },
        Message = row?.Message ?? $"{errors.Network} answered with an error that Posthaste does not know (code {error.Code}).",
        Advice = row is null ? $"{errors.Network}'s own words may help." : row.Advice,
        Code = error.Code.ToString(CultureInfo.InvariantCulture),
        Subcode = error.Subcode?.ToString(CultureInfo.InvariantCulture),
        Field = row?.Field,
        PlatformMessage = error.Message,
    };
}
