namespace Posthaste.Workspaces.Members;

/// <summary>One thing that a caller may or may not do in a workspace. Every endpoint needs exactly one; docs/members.md lists them.</summary>
public enum Right
{
    /// <summary>Look at posts, media, channels, jobs, the calendar, the workspace and its members.</summary>
    Read,

    /// <summary>Make, edit, submit and delete posts; upload and delete media.</summary>
    EditPosts,

    /// <summary>Approve and reject posts, and take an approval back.</summary>
    ApprovePosts,

    /// <summary>Write comments on posts.</summary>
    CommentOnPosts,

    /// <summary>Schedule, unschedule and publish posts; retry, move, cancel and resolve their jobs.</summary>
    SchedulePosts,

    /// <summary>Have a live post deleted at its platform.</summary>
    TakeDownPosts,

    /// <summary>Connect, rename, pause, resume and disconnect accounts.</summary>
    ManageChannels,

    /// <summary>Change the workspace's name and rules.</summary>
    ManageWorkspace,

    /// <summary>List, make and revoke API keys.</summary>
    ManageKeys,

    /// <summary>Invite members, change their roles and remove them.</summary>
    ManageMembers,

    /// <summary>Open another workspace on this server.</summary>
    CreateWorkspaces,
}
