namespace Posthaste.Planning;

/// <summary>A kind of content, such as "Recipes": posts are sorted by it, and slots may be kept for it.</summary>
public sealed record Category
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>1 to 50 characters; no other of the workspace has it, in capitals or not.</summary>
    public required string Name { get; init; }

    /// <summary><c>#rrggbb</c>, in lower case.</summary>
    public required string Colour { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
