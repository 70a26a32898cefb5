namespace Posthaste.Events;

/// <summary>That something happened, and to what; never what it was.</summary>
/// <param name="Id">The event's.</param>
/// <param name="WorkspaceId">Whose members may hear of it.</param>
/// <param name="Kind">A word such as <c>job.published</c>.</param>
/// <param name="SubjectId">The post, job, channel or member it is about.</param>
public sealed record EventNotice(Guid Id, Guid WorkspaceId, string Kind, Guid SubjectId)
{
    /// <summary>What the kinds of jobs begin with.</summary>
    public const string OfJobs = "job.";

    /// <summary>The job's post; null where the subject is no job.</summary>
    public Guid? PostId { get; init; }
}

/// <summary>What a listener is told.</summary>
public abstract record FeedNews
{
    private FeedNews() { }

    /// <summary>In the order of their ids, which is that of time but for what committed late.</summary>
    public sealed record Happened(IReadOnlyList<EventNotice> Notices) : FeedNews;

    /// <summary>Something may have been missed until now: look at everything afresh. From here on nothing is.</summary>
    public sealed record Gap : FeedNews;
}
