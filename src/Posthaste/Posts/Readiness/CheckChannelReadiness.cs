using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Posts.Readiness;

/// <summary>Whether one post could go out on one channel.</summary>
internal sealed record ReadinessQuestion
{
    /// <summary>The job, or what it would be for a post that is not scheduled.</summary>
    public required Job Job { get; init; }

    /// <summary>The post is not scheduled. Of a job, what was approved for it goes out, and nothing else may.</summary>
    public bool IsDraft { get; init; }

    /// <summary>What would go out of a draft; null while that is not known.</summary>
    public ChannelContent? Draft { get; init; }

    /// <summary>How long the copies that are fetched must live: where they will be needed, they are used again.</summary>
    public required DateTimeOffset HostUntil { get; init; }
}

/// <summary>Goes through every rule for one post on one channel: what it finds is what a person reads, and what holds the job back.</summary>
internal sealed class CheckChannelReadiness(
    IPostStore posts, IChannelStore channels, IWorkspaceStore workspaces, PlanGate plans, IPlatforms platforms, PostContentSource contents, AheadRules ahead, QuotaRule quota,
    FetchHostedCopy fetch, MediaOrigin origin, MediaOptions media, EngineClock clock, TimeProvider time)
{
    /// <summary>A large file is not waited for to its end: what was sent stays, and preparing goes on with it without this limit.</summary>
    private static readonly TimeSpan HostingPatience = TimeSpan.FromSeconds(12);

    public async Task<ChannelReadiness> RunAsync(ReadinessQuestion question, CancellationToken ct)
    {
        var job = question.Job;
        var result = new ChannelReadiness(job.ChannelId, job.Platform);
        if (await posts.FindAsync(job.WorkspaceId, job.PostId, ct) is null || await channels.FindAsync(job.WorkspaceId, job.ChannelId, ct) is not { } channel)
            return result.With(ReadinessRules.Approved, new Finding("post_missing", "id", "The post is gone."));
        var (zone, now) = ((await workspaces.FindAsync(job.WorkspaceId, ct))?.TimeZone ?? "UTC", clock.Now);
        result = CheckAccount(result, channel, job, at => SpokenTime.Of(at, zone, now)).With(ReadinessRules.Plan, PlanRule.Of(await plans.FindAsync(job.WorkspaceId, job.Platform, ct)));
        if (platforms.Find(job.Platform) is not { } platform)
            return result.With(ReadinessRules.Content, new Finding("platform_missing", "channelIds", $"This server does not know the network '{job.Platform}'."));
        if (question is { IsDraft: true, Draft: null }) return result;
        if (await LoadAsync(question, hostUntil: null, ct) is not { } content)
            return result.With(ReadinessRules.Files, new Finding("media_missing", "mediaIds", "A picture or video of the post is no longer in the library.", Advice: "Choose another one."));

        result = result
            .With(ReadinessRules.Approved, !question.IsDraft && content.Hash != job.ApprovedHash ? NotAsApproved : null)
            .With(ReadinessRules.Content, platform.Check(content.Post))
            .With(ReadinessRules.Files, await FileRules.CheckAsync(content.Post, ct))
            .With(ReadinessRules.Quota, await quota.FindAsync(channel, job, content.Post, from => SpokenTime.From(from, zone, now), ct))
            .With(ReadinessRules.Scopes, AccountRules.Scopes(channel, platform.RequiredScopes(content.Post, channel.Login)));
        // What the network refuses has no pipeline, and what cannot be read cannot be fetched.
        if (result.Fails(ReadinessRules.Content) || result.Fails(ReadinessRules.Files)) return result;
        result = result.With(ReadinessRules.Address, ahead.Address(channel, platform, content.Post));
        if (result.Fails(ReadinessRules.Address) || !media.CheckPublicCopies || !AheadRules.NeedsAddress(channel, platform, content.Post)) return result;

        using var patience = new CancellationTokenSource(HostingPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            content = await LoadAsync(question, question.HostUntil, either.Token) ?? content;
        }
        catch (HostingFailedException e)
        {
            return result.With(ReadinessRules.Fetched, new Finding(e.Error.Code!, "mediaIds", e.Error.Message, Advice: e.Error.Advice));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return result.With(ReadinessRules.Fetched, StillSending);
        }
        return result.With(ReadinessRules.Fetched, await FetchAsync(content.Post, platform, ct));
    }

    private async Task<PublishContent?> LoadAsync(ReadinessQuestion question, DateTimeOffset? hostUntil, CancellationToken ct) =>
        question.Draft is { } draft ? await contents.LoadDraftAsync(draft, hostUntil, ct) : await contents.LoadAsync(question.Job, hostUntil, ct);

    private ChannelReadiness CheckAccount(ChannelReadiness result, Channel channel, Job job, Func<DateTimeOffset, string> spoken) => result
        .With(ReadinessRules.Connected, AccountRules.Connected(channel, "channelIds"))
        .With(ReadinessRules.Token, AccountRules.Token(channel, job.DueAt > clock.Now ? job.DueAt : clock.Now, job.LateAt, spoken));

    private async Task<IReadOnlyList<Finding>> FetchAsync(PlatformPost post, IPlatform platform, CancellationToken ct)
    {
        var fetched = FileRules.Fields(post).Where(item => item.Media.Url is not null).Select(async item =>
        {
            var file = new HostedFile(item.Media.Url!, item.Media.ContentType, item.Media.Bytes) { AnswersHead = origin.AnswersHead };
            return await fetch.RunAsync(file, platform.FetcherAgent, ct) is { } fault ? AddressRules.From(fault, origin, item.Media, item.Field) : null;
        });
        return [.. (await Task.WhenAll(fetched)).OfType<Finding>()];
    }

    private static Finding StillSending => new(
        "media_host_slow", "mediaIds", "The media is large and still on its way to the media store.", Blocks: false, Advice: "It goes on by itself before the post is due.");

    private static Finding NotAsApproved => new("not_as_approved", "id", "The post is not what was approved.", Advice: "Approve or schedule it again.");
}
