namespace Posthaste.Platforms.Bluesky.Answers;

/// <summary>What kind of trouble a refusal is.</summary>
internal enum BlueskyErrorClass
{
    /// <summary>The server's own trouble.</summary>
    Passing,

    /// <summary>Too many calls or points.</summary>
    Rate,

    /// <summary>The session has ended; the app password may well be good.</summary>
    Session,

    /// <summary>The app password does not suffice.</summary>
    Access,

    /// <summary>A person must act at the network.</summary>
    Blocked,

    /// <summary>The server will not take this content.</summary>
    Content,

    /// <summary>A file that was sent is not there any more: begin anew.</summary>
    FileGone,

    /// <summary>What was asked for is not there.</summary>
    NotFound,
}

/// <summary>One known refusal.</summary>
/// <param name="Error">The protocol's word.</param>
/// <param name="Class">What to do.</param>
/// <param name="Message">For a person: what happened.</param>
/// <param name="Advice">For a person: what to do.</param>
/// <param name="Field">The API field it is about, where one is known.</param>
internal sealed record BlueskyErrorRow(string Error, BlueskyErrorClass Class, string Message, string Advice, string? Field = null);

/// <summary>Every word of refusal of the calls made here, as data. A word that is not here is kept whole and treated by the kind of the step it answered.</summary>
/// <remarks>docs/platforms/bluesky.md#errors, with sources and the date they were read.</remarks>
internal static class BlueskyErrorTable
{
    private const string NewPassword = "Make a new app password in Bluesky and connect the account again.";
    private const string WaitIsAutomatic = "Nothing to do: Posthaste waits and goes on by itself.";
    private const string TriesAgain = "Nothing to do: Posthaste tries again by itself.";
    private const string LookThere = "Open Bluesky with this account and follow what it asks for, then retry.";

    public static IReadOnlyList<BlueskyErrorRow> Rows { get; } =
    [
        new("AuthenticationRequired", BlueskyErrorClass.Access, "The server does not accept this handle with this app password.", NewPassword),
        new("AuthMissing", BlueskyErrorClass.Access, "The server does not accept the account's access.", NewPassword),
        new("AuthFactorTokenRequired", BlueskyErrorClass.Access, "The server asks for a code by e-mail, which it does for the account's own password only.", "Use an app password instead."),
        new("ExpiredToken", BlueskyErrorClass.Session, "The session has ended.", TriesAgain),
        new("InvalidToken", BlueskyErrorClass.Session, "The server no longer knows the session.", TriesAgain),
        new("AccountTakedown", BlueskyErrorClass.Blocked, "The network has taken this account down.", LookThere),
        new("AccountDeactivated", BlueskyErrorClass.Blocked, "The account is deactivated.", "Activate it again in Bluesky, then retry."),
        new("AccountSuspended", BlueskyErrorClass.Blocked, "The network has suspended this account.", LookThere),
        new("RepoTakendown", BlueskyErrorClass.Blocked, "The network has taken this account down.", LookThere),
        new("RepoSuspended", BlueskyErrorClass.Blocked, "The network has suspended this account.", LookThere),
        new("RepoDeactivated", BlueskyErrorClass.Blocked, "The account is deactivated.", "Activate it again in Bluesky, then retry."),
        new("RepoNotFound", BlueskyErrorClass.Blocked, "The account is not at this server any more.", "Connect it again at the server it has moved to."),
        new("RateLimitExceeded", BlueskyErrorClass.Rate, "Too many calls to the server for this account.", WaitIsAutomatic),
        new("BlobNotFound", BlueskyErrorClass.FileGone, "The server has thrown a file away before the post was written.", TriesAgain),
        new("BlobTooLarge", BlueskyErrorClass.Content, "The file is larger than this server takes.", "Make it smaller, or leave it out for this account.", "mediaIds"),
        new("PayloadTooLarge", BlueskyErrorClass.Content, "The file is larger than this server takes.", "Make it smaller, or leave it out for this account.", "mediaIds"),
        new("InvalidMimeType", BlueskyErrorClass.Content, "The server does not take this kind of file.", "Use JPEG or PNG pictures, or an MP4 video.", "mediaIds"),
        new("InvalidRequest", BlueskyErrorClass.Content, "The server refused one of the post's details.", "The server's own words name it; change or remove it."),
        new("RecordNotFound", BlueskyErrorClass.NotFound, "The post is not there.", "Nothing to do."),
        new("InvalidSwap", BlueskyErrorClass.Passing, "Something else was written to the account at the same moment.", TriesAgain),
        new("ConcurrentWrites", BlueskyErrorClass.Passing, "Something else was written to the account at the same moment.", TriesAgain),
        new("InternalServerError", BlueskyErrorClass.Passing, "The server had an error.", TriesAgain),
        new("UpstreamFailure", BlueskyErrorClass.Passing, "The server could not reach another one.", TriesAgain),
        new("UpstreamTimeout", BlueskyErrorClass.Passing, "The server could not reach another one in time.", TriesAgain),
        new("NotEnoughResources", BlueskyErrorClass.Passing, "The server has too much to do.", TriesAgain),
    ];

    /// <returns>Null for a word nobody listed.</returns>
    public static BlueskyErrorRow? Find(string error) => Rows.FirstOrDefault(row => row.Error == error);
}
