namespace Posthaste.Posts;

/// <summary>The categories that posts are sorted by. Planning keeps them.</summary>
public interface ICategories
{
    /// <summary>Says whether the workspace has it, and keeps it from being deleted until the current transaction ends. Take it after the post, and before channels.</summary>
    Task<bool> HoldAsync(Guid workspaceId, Guid categoryId, CancellationToken ct);
}
