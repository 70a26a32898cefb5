using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;
using Posthaste.Posts.Readiness;
using Posthaste.Posts.Repeats;
using Posthaste.Posts.Variants;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Posts;

/// <summary>Puts a post that was checked on its way, on every channel where it is not live yet.</summary>
internal sealed partial class PostSchedule(
    IPostStore posts, PostJobs postJobs, ScheduleJob schedule, CheckPlan checkPlan, FindRepeat findRepeat, TimeRules rules, EngineClock clock,
    IOptions<JobsOptions> jobsOptions, IOptions<PublishingOptions> publishing, ILogger<PostSchedule> log)
{
    /// <summary>"Now", sent by a client, is a little past when it arrives, and clocks differ by a second or two. More than
    /// that is a mistake, and a post that goes out at once by mistake cannot be taken back.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(5 * 365.25);

    /// <returns>Null for a time that a post may be scheduled for.</returns>
    public Finding? CheckTime(DateTimeOffset at) =>
        at < clock.Now - Slack ? new("time_in_past", "at", "This time has passed. Choose a later one, or publish now.")
        : at > clock.Now + Furthest ? new("time_too_far", "at", "This is more than 5 years away. Choose an earlier time.")
        : null;

    /// <summary>Finds what stands against this time, with the post's jobs locked.</summary>
    /// <returns>Null where nothing does.</returns>
    public async Task<PostResult?> FindRefusalAsync(Post post, CheckedPost check, DateTimeOffset at, bool force, string actor, CancellationToken ct)
    {
        var existing = await ExistingAsync(post, check, ct);
        if (check.Contents.All(content => existing.Any(job => job.ChannelId == content.Channel.Id && job.State == JobState.Published)))
            return new PostResult.Refused("already_published", "The post is live on all of its channels.");
        if (check.Findings.FirstOrDefault(finding => finding.Code == PlanGate.Code) is { } locked) return new PostResult.NotAllowed(locked.Code, locked.Message);
        if (!force && rules.FindLocked(existing, at, check.Workspace) is { } soon) return soon;
        if (!force && await FindConflictAsync(post, check, at, ct) is { } conflict) return conflict;
        if (!force && await FindRepeatAsync(post, check, at, ct) is { } repeat) return repeat;
        var open = existing.Where(job => job.State != JobState.Published);
        return await postJobs.FindRefusalAsync(open.Select(job => new WantedChange(job, new JobChange.Reschedule(at))), actor, ct);
    }

    /// <summary>Whether it is scheduled on every channel it would go out on, and none of these jobs is over but as published. Locks the post's channels.</summary>
    public async Task<bool> IsOnItsWayAsync(Post post, CheckedPost check, CancellationToken ct)
    {
        var existing = await ExistingAsync(post, check, ct);
        return existing.Any(job => !job.IsOver)
            && check.Contents.All(content => existing.Any(job => job.ChannelId == content.Channel.Id && job.State is not (JobState.Failed or JobState.Cancelled)));
    }

    /// <summary>Looks for the very same media on a channel where the post is not live yet.</summary>
    public async Task<PostResult.Refused?> FindRepeatAsync(Post post, CheckedPost check, DateTimeOffset at, CancellationToken ct)
    {
        var live = (await ExistingAsync(post, check, ct)).Where(job => job.State == JobState.Published).Select(job => job.ChannelId).ToHashSet();
        foreach (var content in check.Contents.Where(content => !live.Contains(content.Channel.Id)))
        {
            if (await findRepeat.RunAsync(post, check.Workspace, content, at, ct) is { IsExact: true } repeat) return repeat.ToRefusal();
        }
        return null;
    }

    /// <summary>Adds what its channels show, or will show, of the same or alike.</summary>
    public async Task<CheckedPost> WithRepeatsAsync(Post post, CheckedPost check, DateTimeOffset at, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var content in check.Contents)
        {
            if (await findRepeat.RunAsync(post, check.Workspace, content, at, ct) is { } repeat) findings.Add(ChannelDraft.Of(post.Draft, content.Channel.Id).Name(repeat.ToFinding()));
        }
        return findings.Count == 0 ? check : check with { Findings = [.. check.Findings, .. findings] };
    }

    /// <summary>Adds what the author should know of this time: it is over a limit, and the post would wait.</summary>
    public async Task<CheckedPost> WithLimitsAsync(Post post, CheckedPost check, DateTimeOffset at, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var content in check.Contents)
        {
            if (await checkPlan.RunAsync(content.Channel.Id, content.Channel.Platform, post.Id, content.Post, at, ct) is not { } conflict) continue;
            findings.Add(QuotaRule.Of(content.Channel, conflict, "the post would wait") with { Blocks = false });
        }
        return findings.Count == 0 ? check : check with { Findings = [.. check.Findings, .. findings] };
    }

    /// <summary>Writes the post as planned for this time, and its jobs. To be called after <see cref="FindRefusalAsync"/>, in the same transaction.</summary>
    /// <param name="post">As it should be, its version raised.</param>
    public async Task CarryOutAsync(Post post, CheckedPost check, DateTimeOffset at, string actor, CancellationToken ct)
    {
        await posts.SaveAsync(post, ct);
        foreach (var warning in check.Warnings.Where(warning => warning.Code is "caption_shortened" or "hashtags_left_out"))
            LogShortened(log, post.Id, warning.Message);
        var live = (await ExistingAsync(post, check, ct)).Where(job => job.State == JobState.Published).Select(job => job.ChannelId).ToHashSet();
        foreach (var content in check.Contents.Where(content => !live.Contains(content.Channel.Id)).OrderBy(content => content.Channel.Id))
            await ScheduleAsync(post, check, content, at, actor, ct);
    }

    public async Task ScheduleAsync(Post post, CheckedPost check, ChannelContent content, DateTimeOffset at, string actor, CancellationToken ct)
    {
        var (window, action) = LateRule.For(post.Draft, check.Workspace, jobsOptions.Value);
        PostJobs.Require(await schedule.RunAsync(new NewJob
        {
            WorkspaceId = post.WorkspaceId,
            PostId = post.Id,
            ChannelId = content.Channel.Id,
            Platform = content.Channel.Platform,
            DueAt = at,
            LateWindow = window,
            LateAction = action,
            Lead = LeadFor(check, post.Draft, content.Channel),
            ApprovedHash = content.Hash,
        }, actor, ct));
    }

    /// <summary>How long before due its job is first looked at for publishing. Where a person may get it, before any card goes out.</summary>
    public TimeSpan LeadFor(CheckedPost check, PostDraft draft, Channel channel)
    {
        var lead = check.HasVideo ? jobsOptions.Value.VideoLeadTime : jobsOptions.Value.LeadTime;
        var byHand = draft.RequiresInteraction || !publishing.Value.Automation || channel is { Automation: false } or { AutomatedPerDay: not null };
        return byHand && lead < CardTimes.LongestLead ? CardTimes.LongestLead : lead;
    }

    private async Task<IReadOnlyList<Job>> ExistingAsync(Post post, CheckedPost check, CancellationToken ct) =>
        [.. (await postJobs.LockAsync(post, ct)).Where(job => check.Contents.Any(content => content.Channel.Id == job.ChannelId))];

    /// <summary>Looks for another post on one of its channels that is too close.</summary>
    public Task<PostResult.Refused?> FindConflictAsync(Post post, CheckedPost check, DateTimeOffset at, CancellationToken ct) =>
        rules.FindConflictAsync(post.Id, check.Contents.Select(content => content.Channel), at, check.Workspace, ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Post {PostId} goes out shortened: {What}")]
    private static partial void LogShortened(ILogger log, Guid postId, string what);
}
