namespace Posthaste.Posts.Comments;

/// <summary>What somebody said about a post, to the others of the workspace. Networks never see it.</summary>
public sealed record PostComment
{
    public required Guid Id { get; init; }
    public required Guid PostId { get; init; }
    public required CommentAuthor Author { get; init; }

    /// <summary>The comment it answers; null for none.</summary>
    public Guid? ReplyTo { get; init; }

    /// <summary>1 to <see cref="CommentText.MaxLength"/> UTF-16 units; empty once deleted.</summary>
    public required string Text { get; init; }

    /// <summary>Ids of the members that the text names with an @; empty once deleted.</summary>
    public IReadOnlyList<Guid> Mentions { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where it stands as it was written.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Its place is kept, its words are not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public string? DeletedBy { get; init; }
}

/// <summary>Who writes: a member or a key.</summary>
/// <param name="Id">Of either.</param>
/// <param name="Name">As in histories.</param>
public sealed record CommentAuthor(Guid Id, string Name);
