using System.Text.Json;
using Posthaste.Posts;

namespace Posthaste.Storage;

// How a post lies in its table.
internal sealed partial class SqlPostStore
{
    private sealed class PostRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public long Version { get; init; }
        public string Title { get; init; } = "";
        public string Type { get; init; } = "";
        public string Content { get; init; } = "";
        public DateTimeOffset? PlannedAt { get; init; }
        public string? LatePolicy { get; init; }
        public int? LateMinutes { get; init; }
        public string Approval { get; init; } = "";
        public string? ApprovedHash { get; init; }
        public string? ApprovedBy { get; init; }
        public string? ApprovedThrough { get; init; }
        public string? ApprovalNote { get; init; }
        public string? SubmittedBy { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        public string CreatedBy { get; init; } = "";
        public string ChangedBy { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset? DeletedAt { get; init; }
        public Guid? CategoryId { get; init; }
        public Guid? SeriesId { get; init; }
        public string? SeriesDay { get; init; }

        public static PostRow From(Post post) => new()
        {
            Id = post.Id,
            WorkspaceId = post.WorkspaceId,
            Version = post.Version,
            Title = post.Title,
            Type = Words.Of(post.Draft.Type),
            Content = JsonSerializer.Serialize(post.Draft, PostDraft.Json),
            PlannedAt = post.PlannedAt,
            LatePolicy = post.Draft.LatePolicy is { } policy ? Words.Of(policy) : null,
            LateMinutes = post.Draft.LateMinutes,
            Approval = Words.Of(post.Approval),
            ApprovedHash = post.ApprovedHash,
            ApprovedBy = post.ApprovedBy,
            ApprovedThrough = post.ApprovedThrough is { } through ? Words.Of(through) : null,
            ApprovalNote = post.ApprovalNote,
            SubmittedBy = post.SubmittedBy,
            SubmittedAt = post.SubmittedAt,
            CreatedBy = post.CreatedBy,
            ChangedBy = post.ChangedBy,
            CreatedAt = post.CreatedAt,
            UpdatedAt = post.UpdatedAt,
            DeletedAt = post.DeletedAt,
            CategoryId = post.Draft.CategoryId,
            SeriesId = post.SeriesId,
            SeriesDay = post.SeriesDay is { } day ? SeriesDays.Of(day) : null,
        };

        public Post ToPost() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            Version = Version,
            Title = Title,
            Draft = JsonSerializer.Deserialize<PostDraft>(Content, PostDraft.Json)! with { CategoryId = CategoryId },
            PlannedAt = PlannedAt,
            Approval = Words.Parse<ApprovalState>(Approval),
            ApprovedHash = ApprovedHash,
            ApprovedBy = ApprovedBy,
            ApprovedThrough = ApprovedThrough is null ? null : Words.Parse<ApprovedThrough>(ApprovedThrough),
            ApprovalNote = ApprovalNote,
            SubmittedBy = SubmittedBy,
            SubmittedAt = SubmittedAt,
            CreatedBy = CreatedBy,
            ChangedBy = ChangedBy,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            DeletedAt = DeletedAt,
            SeriesId = SeriesId,
            SeriesDay = SeriesDay is null ? null : SeriesDays.Parse(SeriesDay),
        };
    }
}
