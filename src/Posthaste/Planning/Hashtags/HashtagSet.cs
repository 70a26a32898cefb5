namespace Posthaste.Planning.Hashtags;

/// <summary>Hashtags under a name, such as "Bakery": whoever writes a post takes them all at once. A post keeps the tags and not the set.</summary>
public sealed record HashtagSet
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>1 to 50 characters; no other of the workspace has it, in capitals or not.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 30, none twice, in the order they were given, without their #.</summary>
    public required IReadOnlyList<string> Hashtags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
