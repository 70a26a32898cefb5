using System.Collections.Frozen;

namespace Posthaste.Workspaces.Members;

/// <summary>Which role has which right: the one place where that is decided. docs/members.md shows the same table, and a test compares them.</summary>
public static class RightsTable
{
    private static readonly FrozenDictionary<Role, FrozenSet<Right>> Rights = new Dictionary<Role, FrozenSet<Right>>
    {
        [Role.Owner] = AllBut(),
        [Role.Admin] = AllBut(Right.CreateWorkspaces),
        [Role.Editor] = Only(Right.Read, Right.EditPosts, Right.CommentOnPosts, Right.SchedulePosts, Right.TakeDownPosts),
        [Role.Approver] = Only(Right.Read, Right.ApprovePosts, Right.CommentOnPosts),
        [Role.Viewer] = Only(Right.Read),
    }.ToFrozenDictionary();

    /// <summary>What a caller without a role may do.</summary>
    public static IReadOnlySet<Right> None { get; } = FrozenSet<Right>.Empty;

    public static IReadOnlySet<Right> Of(Role role) => Rights[role];

    /// <summary>Whether somebody with these rights may give this role, or take it away: nobody gives more than he has.</summary>
    public static bool MayGive(IReadOnlySet<Right> own, Role role) => Rights[role].IsSubsetOf(own);

    private static FrozenSet<Right> Only(params Right[] rights) => rights.ToFrozenSet();

    private static FrozenSet<Right> AllBut(params Right[] except) => Enum.GetValues<Right>().Except(except).ToFrozenSet();
}
