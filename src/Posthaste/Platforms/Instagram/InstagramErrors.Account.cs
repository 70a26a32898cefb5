using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>The account, its limits and its blocks.</summary>
internal static partial class InstagramErrors
{
    private static GraphErrorRow[] AccountRows =>
    [
        new(25, 2207050, GraphErrorClass.Restricted, "Instagram has restricted this account, or it is not active.", "Open Instagram with this account and follow what it asks for.") { SpeaksForCode = true },
    ];

    private static GraphErrorRow[] LimitRows =>
    [
        new(80002, null, GraphErrorClass.AccountRate, "Too many calls to Instagram for this account.", GraphErrorRows.WaitIsAutomatic),
        new(9, 2207042, GraphErrorClass.Quota, "The account has used up the posts Instagram allows in 24 hours.", GraphErrorRows.WaitIsAutomatic) { SpeaksForCode = true },
        new(4, 2207051, GraphErrorClass.Blocked, "Instagram blocked this action because it looked like spam.", "Posthaste waits some hours. Open Instagram with this account to see whether it asks for something, and post less often."),
    ];
}
