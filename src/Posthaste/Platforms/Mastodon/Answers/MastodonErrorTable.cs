namespace Posthaste.Platforms.Mastodon.Answers;

/// <summary>What kind of trouble a refusal is.</summary>
internal enum MastodonErrorClass
{
    /// <summary>The server's own trouble.</summary>
    Passing,

    /// <summary>Too many calls.</summary>
    Rate,

    /// <summary>The token, its permissions or the account do not suffice.</summary>
    Access,

    /// <summary>The server will not take this content.</summary>
    Content,

    /// <summary>What the call is about is not there, or the server has no such call.</summary>
    NotFound,
}

/// <summary>One known refusal.</summary>
/// <param name="Status">The HTTP status, which is all that Mastodon gives.</param>
/// <param name="Class">What to do.</param>
/// <param name="Message">For a person: what happened.</param>
/// <param name="Advice">For a person: what to do.</param>
internal sealed record MastodonErrorRow(int Status, MastodonErrorClass Class, string Message, string Advice);

/// <summary>Every status that the API answers with, as data. One that is not here is treated by the kind of the step it answered.</summary>
/// <remarks>docs/platforms/mastodon.md#errors.</remarks>
internal static class MastodonErrorTable
{
    private const string TriesAgain = "Nothing to do: Posthaste tries again by itself.";
    private const string ItsWords = "The server's own words name what is wrong with it; change that.";

    public static IReadOnlyList<MastodonErrorRow> Rows { get; } =
    [
        new(400, MastodonErrorClass.Content, "The server refused one of the post's details.", ItsWords),
        new(401, MastodonErrorClass.Access, "The server no longer accepts the account's access token.", "Make a new access token (Preferences → Development), then connect the account again."),
        new(403, MastodonErrorClass.Access, "The server does not let this token do that: it lacks a permission, or the account is limited.", "Give the application read:accounts, read:statuses, write:statuses and write:media (Preferences → Development), make its token anew, then connect the account again. If the account is limited, its server says so when you sign in."),
        new(404, MastodonErrorClass.NotFound, "The server does not know what was asked for.", "Check that the channel's server is still a Mastodon server, then retry."),
        new(410, MastodonErrorClass.Access, "The account is gone from its server.", "Connect another account."),
        new(413, MastodonErrorClass.Content, "The file is larger than the server takes.", "Make it smaller."),
        new(422, MastodonErrorClass.Content, "The server refused the content.", ItsWords),
        new(429, MastodonErrorClass.Rate, "Too many calls to the server for this account.", "Nothing to do: Posthaste waits and goes on by itself."),
        new(500, MastodonErrorClass.Passing, "The server had an error.", TriesAgain),
        new(503, MastodonErrorClass.Passing, "The server is not available at the moment.", TriesAgain),
    ];

    /// <returns>Null for a status nobody listed.</returns>
    public static MastodonErrorRow? Find(int status) => Rows.FirstOrDefault(row => row.Status == status);
}
