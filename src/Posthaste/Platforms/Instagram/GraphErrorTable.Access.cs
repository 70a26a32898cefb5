namespace Posthaste.Platforms.Instagram;

/// <summary>Tokens, permissions, limits and blocks.</summary>
internal static partial class GraphErrorTable
{
    private const string Reconnect = "Connect the account again.";
    private const string GrantPermission = "Connect the account again and allow everything that is asked for.";
    private const string WaitIsAutomatic = "Nothing to do: Posthaste waits and goes on by itself.";

    private static GraphErrorRow[] AccessRows =>
    [
        new(3, null, GraphErrorClass.Access, "The app is not allowed to publish to Instagram.", "Add Instagram publishing to the app at Meta, then connect the account again."),
        new(10, null, GraphErrorClass.Access, "The account did not permit this.", GrantPermission),
        new(102, null, GraphErrorClass.Access, "The sign-in to Instagram is no longer valid.", Reconnect),
        new(190, 458, GraphErrorClass.Access, "The app was removed from the account.", Reconnect),
        new(190, 459, GraphErrorClass.Restricted, "Instagram wants the account's owner to confirm who they are.", "Open Instagram, follow what it asks for, then connect the account again."),
        new(190, 460, GraphErrorClass.Access, "The account's password was changed, which ended the connection.", Reconnect),
        new(190, 463, GraphErrorClass.Access, "The connection to the account has expired.", Reconnect),
        new(190, 464, GraphErrorClass.Restricted, "The account is not confirmed.", "Open Instagram and confirm the account, then connect it again."),
        new(190, 467, GraphErrorClass.Access, "The account was signed out, which ended the connection.", Reconnect),
        new(190, 492, GraphErrorClass.Access, "The person who connected the account no longer has a role on its Facebook Page.", "Give them a role on the Page that may create content, then connect the account again."),
        new(190, null, GraphErrorClass.Access, "Instagram no longer accepts the account's token.", Reconnect),
        new(200, null, GraphErrorClass.Access, "A permission for this account is missing.", GrantPermission) { LastCode = 299 },
        new(2500, null, GraphErrorClass.Access, "Instagram saw no valid token, or does not know this version of its API.", "Check Platforms:Instagram:GraphVersion, then connect the account again."),
        new(25, 2207050, GraphErrorClass.Restricted, "Instagram has restricted this account, or it is not active.", "Open Instagram with this account and follow what it asks for.") { SpeaksForCode = true },
    ];

    private static GraphErrorRow[] LimitRows =>
    [
        new(4, null, GraphErrorClass.AppRate, "The app has made too many calls to Instagram.", WaitIsAutomatic),
        new(341, null, GraphErrorClass.AppRate, "The app has reached a limit at Instagram.", WaitIsAutomatic),
        new(17, 2446079, GraphErrorClass.AccountRate, "Too many calls to Instagram for this account.", WaitIsAutomatic),
        new(17, null, GraphErrorClass.AccountRate, "Too many calls to Instagram for this account.", WaitIsAutomatic),
        new(32, null, GraphErrorClass.AccountRate, "Too many calls for the account's Facebook Page.", WaitIsAutomatic),
        new(613, 1996, GraphErrorClass.AccountRate, "Too many calls of this kind for this account.", WaitIsAutomatic),
        new(613, null, GraphErrorClass.AccountRate, "Too many calls of this kind for this account.", WaitIsAutomatic),
        new(80001, null, GraphErrorClass.AccountRate, "Too many calls for the account's Facebook Page.", WaitIsAutomatic),
        new(80002, null, GraphErrorClass.AccountRate, "Too many calls to Instagram for this account.", WaitIsAutomatic),
        new(9, 2207042, GraphErrorClass.Quota, "The account has used up the posts Instagram allows in 24 hours.", WaitIsAutomatic) { SpeaksForCode = true },
        new(4, 2207051, GraphErrorClass.Blocked, "Instagram blocked this action because it looked like spam.", "Posthaste waits some hours. Open Instagram with this account to see whether it asks for something, and post less often."),
        new(368, 1390008, GraphErrorClass.Blocked, "Instagram blocked the account for a while because it acted too fast.", "Posthaste waits some hours. Post less often."),
        new(368, null, GraphErrorClass.Blocked, "Instagram blocked the account for a while because of its rules.", "Posthaste waits some hours. Open Instagram with this account to see why."),
    ];
}
