namespace Posthaste.Platforms.Graph;

/// <summary>The errors that Graph has whatever is asked of it, as data.</summary>
/// <remarks>docs/platforms/instagram.md#errors, with sources and the date they were read.</remarks>
internal static class GraphErrorRows
{
    public const string TriesAgain = "Nothing to do: Posthaste tries again by itself.";
    public const string WaitIsAutomatic = "Nothing to do: Posthaste waits and goes on by itself.";

    private const string Reconnect = "Connect the account again.";
    private const string GrantPermission = "Connect the account again and allow everything that is asked for.";

    /// <summary>Tokens and permissions.</summary>
    /// <param name="network">As people call it.</param>
    public static GraphErrorRow[] Access(string network) =>
    [
        new(3, null, GraphErrorClass.Access, $"The app is not allowed to publish to {network}.", $"Add {network} publishing to the app at Meta, then connect the account again."),
        new(10, null, GraphErrorClass.Access, "The account did not permit this.", GrantPermission),
        new(102, null, GraphErrorClass.Access, $"The sign-in to {network} is no longer valid.", Reconnect),
        new(190, 458, GraphErrorClass.Access, "The app was removed from the account.", Reconnect),
        new(190, 459, GraphErrorClass.Restricted, $"{network} wants the account's owner to confirm who they are.", $"Open {network}, follow what it asks for, then connect the account again."),
        new(190, 460, GraphErrorClass.Access, "The account's password was changed, which ended the connection.", Reconnect),
        new(190, 463, GraphErrorClass.Access, "The connection to the account has expired.", Reconnect),
        new(190, 464, GraphErrorClass.Restricted, "The account is not confirmed.", $"Open {network} and confirm the account, then connect it again."),
        new(190, 467, GraphErrorClass.Access, "The account was signed out, which ended the connection.", Reconnect),
        new(190, 492, GraphErrorClass.Access, "The person who connected the account no longer has a role on its Facebook Page.", "Give them a role on the Page that may create content, then connect the account again."),
        new(190, null, GraphErrorClass.Access, $"{network} no longer accepts the account's token.", Reconnect),
        new(200, null, GraphErrorClass.Access, "A permission for this account is missing.", GrantPermission) { LastCode = 299 },
        new(2500, null, GraphErrorClass.Access, $"{network} saw no valid token, or does not know this version of its API.", $"Check Platforms:{network}:GraphVersion, then connect the account again."),
    ];

    /// <summary>Limits and blocks.</summary>
    /// <inheritdoc cref="Access"/>
    public static GraphErrorRow[] Limits(string network) =>
    [
        new(4, null, GraphErrorClass.AppRate, $"The app has made too many calls to {network}.", WaitIsAutomatic),
        new(341, null, GraphErrorClass.AppRate, $"The app has reached a limit at {network}.", WaitIsAutomatic),
        new(17, 2446079, GraphErrorClass.AccountRate, $"Too many calls to {network} for this account.", WaitIsAutomatic),
        new(17, null, GraphErrorClass.AccountRate, $"Too many calls to {network} for this account.", WaitIsAutomatic),
        new(32, null, GraphErrorClass.AccountRate, "Too many calls for the account's Facebook Page.", WaitIsAutomatic),
        new(613, 1996, GraphErrorClass.AccountRate, "Too many calls of this kind for this account.", WaitIsAutomatic),
        new(613, null, GraphErrorClass.AccountRate, "Too many calls of this kind for this account.", WaitIsAutomatic),
        new(80001, null, GraphErrorClass.AccountRate, "Too many calls for the account's Facebook Page.", WaitIsAutomatic),
        new(368, 1390008, GraphErrorClass.Blocked, $"{network} blocked the account for a while because it acted too fast.", "Posthaste waits some hours. Post less often."),
        new(368, null, GraphErrorClass.Blocked, $"{network} blocked the account for a while because of its rules.", $"Posthaste waits some hours. Open {network} with this account to see why."),
    ];

    /// <summary>Its servers, and what they do not show.</summary>
    /// <inheritdoc cref="Access"/>
    public static GraphErrorRow[] Server(string network) =>
    [
        new(1, 99, GraphErrorClass.Passing, $"{network}'s server had an error.", TriesAgain),
        new(1, null, GraphErrorClass.Passing, $"{network} had an unknown error.", TriesAgain),
        new(2, null, GraphErrorClass.Passing, $"{network} is not available at the moment.", TriesAgain),
        new(100, 33, GraphErrorClass.NotFound, $"{network} does not show this account or post to the connected token.", "Check that the account's id is right and its token may see it; otherwise connect the account again."),
    ];

    /// <inheritdoc cref="Access"/>
    public static GraphErrorRow[] Content(string network) =>
    [
        new(100, null, GraphErrorClass.Content, $"{network} refused one of the post's details.", $"{network}'s own words name it; change or remove it."),
        new(506, null, GraphErrorClass.Content, "The network says this is a repeat of a recent post.", "Look at the account first: it may be live already."),
        new(803, null, GraphErrorClass.Content, $"{network} does not know an account, place or post this refers to.", "Check the account's id, the place and the tagged accounts."),
        new(1609005, null, GraphErrorClass.Content, "The network does not accept a link in the post.", "Check the link, or remove it.", "caption"),
    ];
}
