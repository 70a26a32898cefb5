namespace Posthaste.Platforms.TikTok.Answers;

/// <summary>What kind of trouble a refusal is.</summary>
internal enum TikTokErrorClass
{
    /// <summary>TikTok's own trouble.</summary>
    Passing,

    /// <summary>Too many calls in a minute.</summary>
    Rate,

    /// <summary>The account has posted too much for now.</summary>
    PostLimit,

    /// <summary>Too many posts wait in the account's inbox.</summary>
    InboxFull,

    /// <summary>The token or its permissions do not suffice.</summary>
    Access,

    /// <summary>A person must act at TikTok.</summary>
    Blocked,

    /// <summary>TikTok will not take this content, or not in this way.</summary>
    Content,

    /// <summary>What the call is about is not there any more, or belongs to somebody else: begin anew.</summary>
    NotFound,
}

/// <summary>One known refusal.</summary>
/// <param name="Code">TikTok's word.</param>
/// <param name="Class">What to do.</param>
/// <param name="Message">For a person: what happened.</param>
/// <param name="Advice">For a person: what to do.</param>
/// <param name="Field">The API field it is about, where one is known.</param>
internal sealed record TikTokErrorRow(string Code, TikTokErrorClass Class, string Message, string Advice, string? Field = null)
{
    /// <inheritdoc cref="PlatformError.ApiOnly"/>
    public bool ApiOnly { get; init; }
}

/// <summary>Every error code of the pages, as data. A code that is not here is kept whole and treated by the kind of the step it answered.</summary>
/// <remarks>docs/platforms/tiktok.md#errors, with sources and the date they were read.</remarks>
internal static class TikTokErrorTable
{
    private const string Reconnect = "Connect the account again, and allow everything that is asked for.";
    private const string WaitIsAutomatic = "Nothing to do: Posthaste waits and goes on by itself.";
    private const string TriesAgain = "Nothing to do: Posthaste tries again by itself.";
    private const string LookThere = "Open TikTok with this account and follow what it asks for, then retry.";

    public static IReadOnlyList<TikTokErrorRow> Rows { get; } =
    [
        new("access_token_invalid", TikTokErrorClass.Access, "TikTok no longer accepts the account's token.", Reconnect),
        new("scope_not_authorized", TikTokErrorClass.Access, "The account did not permit posting.", Reconnect),
        new("scope_permission_missed", TikTokErrorClass.Access, "The app lacks a permission at TikTok.", "Add the scope to the app at TikTok, then connect the account again."),
        new("rate_limit_exceeded", TikTokErrorClass.Rate, "Too many calls to TikTok for this account.", WaitIsAutomatic),
        new("spam_risk_too_many_posts", TikTokErrorClass.PostLimit, "The account has used up the posts TikTok allows in 24 hours.", WaitIsAutomatic),
        new("spam_risk_too_many_pending_share", TikTokErrorClass.InboxFull, "Five posts wait in the account's inbox at TikTok, and it takes no more.", "Finish or discard some of them in the app. Posthaste goes on by itself."),
        new("reached_active_user_cap", TikTokErrorClass.PostLimit, "The app has reached the number of people it may post for in a day before TikTok has audited it.", "Wait a day, or have the app audited at TikTok."),
        new("spam_risk_user_banned_from_posting", TikTokErrorClass.Blocked, "TikTok has banned this account from posting.", LookThere),
        new("spam_risk_text", TikTokErrorClass.Blocked, "TikTok holds the text for spam.", "Change the caption, then retry.", "caption"),
        new("spam_risk", TikTokErrorClass.Blocked, "TikTok blocked this action because it looked like spam.", LookThere),
        new("unaudited_client_can_only_post_to_private_accounts", TikTokErrorClass.Content, "TikTok has not audited the app yet: it may only post to private accounts.", "Make the account private in TikTok's settings and the post visible to its owner alone, or have the app audited.", "options.privacy") { ApiOnly = true },
        new("privacy_level_option_mismatch", TikTokErrorClass.Content, "The account does not offer this visibility.", "Choose another visibility.", "options.privacy"),
        new("url_ownership_unverified", TikTokErrorClass.Content, "TikTok fetches media only from addresses that are verified for the app.", "Verify the address of PublicBaseUrl, or of the media store, in the app's settings at TikTok (URL properties).", "mediaIds"),
        new("invalid_file_upload", TikTokErrorClass.Content, "TikTok does not take this file.", "Convert it to MP4 with H.264 and AAC.", "mediaIds"),
        new("invalid_param", TikTokErrorClass.Content, "TikTok refused one of the post's details.", "TikTok's own words name it; change or remove it."),
        new("invalid_params", TikTokErrorClass.Content, "TikTok refused one of the post's details.", "TikTok's own words name it; change or remove it."),
        new("invalid_publish_id", TikTokErrorClass.NotFound, "TikTok does not know the post that was begun.", TriesAgain),
        new("token_not_authorized_for_specified_publish_id", TikTokErrorClass.NotFound, "The post that was begun belongs to another account at TikTok.", TriesAgain),
        new("internal_error", TikTokErrorClass.Passing, "TikTok's server had an error.", TriesAgain),
    ];

    /// <returns>Null for a code nobody listed.</returns>
    public static TikTokErrorRow? Find(string code) => Rows.FirstOrDefault(row => row.Code == code);
}
