namespace Posthaste.Platforms;

/// <summary>Who can do something about an error, and what. The words of R-JOB-4.</summary>
public enum ErrorKind
{
    /// <summary>It may work in a while; the engine tries again by itself.</summary>
    RetryLater,

    /// <summary>It will work after a known time; the engine waits.</summary>
    WaitUntil,

    /// <summary>The account must be connected again, or be given a permission.</summary>
    ReconnectAccount,

    /// <summary>The content must change.</summary>
    FixContent,

    /// <summary>Nobody knows yet whether it happened; the engine asks the network.</summary>
    OutcomeUnknown,

    /// <summary>The network has blocked the account or the action; a person must look there.</summary>
    BlockedByPlatform,
}

/// <summary>An error in three voices: the network's code, a sentence for a person, and what to do.</summary>
public sealed record PlatformError
{
    public required ErrorKind Kind { get; init; }

    /// <summary>For a person, in plain words. Holds no token and no signed URL.</summary>
    public required string Message { get; init; }

    /// <summary>What to do now; null where there is nothing to do.</summary>
    public string? Advice { get; init; }

    /// <summary>The network's own code, or a word of ours such as <c>connect_failed</c>.</summary>
    public string? Code { get; init; }

    public string? Subcode { get; init; }

    /// <summary>The API field it is about, where one is known.</summary>
    public string? Field { get; init; }

    /// <summary>It stands in the API's way alone: a person can publish the post as it is in the network's own app.</summary>
    public bool ApiOnly { get; init; }

    /// <summary>The network's own text, cleaned of secrets; shown to people beside ours, which may say less.</summary>
    public string? PlatformMessage { get; init; }

    /// <summary>Trouble that passes: the engine tries again by itself.</summary>
    public static PlatformError Passing(string code, string message) => new()
    {
        Kind = ErrorKind.RetryLater,
        Code = code,
        Message = message,
        Advice = "Nothing to do: Posthaste tries again by itself.",
    };
}
