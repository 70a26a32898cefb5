using System.Collections.Frozen;
using Posthaste.Channels.Logins;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Connect;

/// <summary>A caller as somebody who connects accounts.</summary>
internal static class ConnectPerson
{
    /// <param name="caller">With a session.</param>
    public static LoginPerson Of(Caller caller) => new(
        caller.SignedIn!.Session.Id, caller.Name, Workspaces(caller.SignedIn).Select(membership => membership.WorkspaceId).ToFrozenSet());

    /// <summary>Where they may connect accounts, the one they joined first in front.</summary>
    public static IReadOnlyList<Membership> Workspaces(SignedInMember member) =>
        [.. member.Memberships.Where(membership => RightsTable.Of(membership.Role).Contains(Right.ManageChannels))];
}
