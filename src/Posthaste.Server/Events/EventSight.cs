using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Events;

/// <summary>Which events are not for everybody who may read: those of keys are for who manages keys, and what people do with their accounts for who manages members.</summary>
internal static class EventSight
{
    private static readonly (Right Right, string[] Kinds)[] s_guarded =
    [
        (Right.ManageKeys, ["api_key.created", "api_key.revoked"]),
        (Right.ManageMembers,
        [
            "member.signed_in", "member.many_tries", "member.invited", "member.invite_revoked", "member.password_changed", "member.password_reset",
            "member.totp_on", "member.totp_off", "member.recovery_codes_renewed", "session.ended",
        ]),
    ];

    public static IReadOnlyList<string> HiddenFrom(IReadOnlySet<Right> rights) => [.. s_guarded.Where(row => !rights.Contains(row.Right)).SelectMany(row => row.Kinds)];

    public static bool MaySee(IReadOnlySet<Right> rights, string kind) => !s_guarded.Any(row => !rights.Contains(row.Right) && row.Kinds.Contains(kind));
}
