namespace Posthaste.Workspaces.Members;

/// <summary>What a member is in a workspace. <see cref="RightsTable"/> says what each may do.</summary>
public enum Role
{
    /// <summary>Everything; a workspace always has one.</summary>
    Owner,

    /// <summary>Everything but what concerns owners and new workspaces.</summary>
    Admin,

    /// <summary>Writes, plans and publishes.</summary>
    Editor,

    /// <summary>Reads, and agrees to posts or refuses them.</summary>
    Approver,

    /// <summary>Reads.</summary>
    Viewer,
}
