using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Repeats;
using Posthaste.Posts.Variants;

namespace Posthaste.Posts.Readiness;

/// <summary>Whether a post could go out as it is, on each of its channels.</summary>
/// <param name="Findings">What concerns the post as a whole.</param>
internal sealed record PostReadiness(DateTimeOffset CheckedAt, IReadOnlyList<Finding> Findings, IReadOnlyList<ChannelReadiness> Channels)
{
    public bool Ready => Findings.All(finding => !finding.Blocks) && Channels.All(channel => channel.Ready);
}

/// <summary>Looks at everything now, files and public addresses too, for a scheduled post by its jobs, for any other as if it went out
/// at its planned time, or now.</summary>
internal sealed class CheckPostReadiness(
    IPostStore posts, IJobStore jobs, IChannelStore channels, CheckPost checkPost, CheckChannelReadiness checkChannel, FindRepeat findRepeat, MediaWorkshop workshop, EngineClock clock, IOptions<JobsOptions> options)
{
    /// <summary>A copy that is only tried out need not live long.</summary>
    private static readonly TimeSpan TryOut = TimeSpan.FromMinutes(5);

    /// <returns>Null where there is no such post.</returns>
    public async Task<PostReadiness?> RunAsync(Guid workspaceId, Guid postId, CancellationToken ct)
    {
        if (await posts.FindAsync(workspaceId, postId, ct) is not { } post) return null;
        var now = clock.Now;
        var check = (await checkPost.RunAsync(post, post.PlannedAt, ct)).ForPublishing();
        var asked = await Task.WhenAll(post.Draft.ChannelIds.Select(id => CheckAsync(post, id, check, now, ct)));
        var overall = check.Findings.Where(finding => finding.Code is "channels_missing" or "unknown_channel").ToList();
        var found = await jobs.ListAsync(new JobQuery { WorkspaceId = workspaceId, PostId = postId, Limit = Math.Max(1, post.Draft.ChannelIds.Count) }, ct);
        if (PostApproval.ForPublishing(post, check, post.ChangedBy, isOnItsWay: found.Any(job => !job.IsOver)) is null)
            overall.Add(new("not_approved", "id", PostApproval.Missing(post, check).Message, Blocks: false));
        return new PostReadiness(now, overall, [.. asked.OfType<ChannelReadiness>()]);
    }

    private async Task<ChannelReadiness?> CheckAsync(Post post, Guid channelId, CheckedPost check, DateTimeOffset now, CancellationToken ct)
    {
        if (await channels.FindAsync(post.WorkspaceId, channelId, ct) is not { } channel) return null;
        var job = await jobs.FindAsync(post.Id, channelId, ct);
        if (job?.State == JobState.Published) return new ChannelReadiness(channelId, channel.Platform).With(ReadinessRules.Approved, AlreadyLive);

        var draft = ChannelDraft.Of(post.Draft, channelId);
        var content = check.Contents.FirstOrDefault(content => content.Channel.Id == channelId);
        var repeat = content is null ? null : await findRepeat.RunAsync(post, check.Workspace, content, job is { IsOver: false } ? job.DueAt : post.PlannedAt ?? now, ct);
        if (job is { IsOver: false })
            return (await checkChannel.RunAsync(new ReadinessQuestion { Job = job, HostUntil = now + TryOut }, ct)).With(ReadinessRules.Repeat, repeat?.ToFinding()).Named(draft);

        var own = await checkPost.RunAsync(post, post.PlannedAt, ct, only: channelId);
        PrepareMedia.Begin(own, workshop);
        var result = await checkChannel.RunAsync(new ReadinessQuestion
        {
            Job = AsIf(post, channel, check, now),
            IsDraft = true,
            // Of a file that will not go out as it is, the network's own word would say the same again in other words.
            Draft = own is { Missing: [], Contents: [var only] } && !only.Files.Any(file => file.IsUnfit) ? only : null,
            HostUntil = now + TryOut,
        }, ct);
        // What is to be said of a draft before it can be rendered: its caption, what it lacks, what is still being made.
        return result
            .With(ReadinessRules.Repeat, repeat?.ToFinding())
            .Named(draft)
            .With(ReadinessRules.Content, own.Findings.Where(IsOfContent))
            .With(ReadinessRules.Files, own.Findings.Where(finding => finding.Code == "media_preparing").Select(finding => finding with { Blocks = true }));
    }

    private static bool IsOfContent(Finding finding) =>
        ReadinessRules.All.Where(rule => rule != ReadinessRules.Content).All(rule => !rule.Codes.Contains(finding.Code));

    /// <summary>What the post's job would be.</summary>
    private Job AsIf(Post post, Channel channel, CheckedPost check, DateTimeOffset now)
    {
        var due = post.PlannedAt ?? now;
        return new Job
        {
            Id = Guid.Empty,
            WorkspaceId = post.WorkspaceId,
            PostId = post.Id,
            ChannelId = channel.Id,
            Platform = channel.Platform,
            Lane = LaneKey.PublishLane(channel.Id),
            WakeAt = null,
            State = JobState.Scheduled,
            DueAt = due,
            FirstDueAt = due,
            LateAt = due + LateRule.For(post.Draft, check.Workspace, options.Value).Window,
            Lead = TimeSpan.Zero,
            MaxAttempts = 1,
            ApprovedHash = "",
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static Finding AlreadyLive => new("already_published", "id", "The post is live on this channel.", Blocks: false);
}
