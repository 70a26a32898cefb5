using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Posts.Readiness;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Says what is wrong with a draft, channel by channel, and what each channel would get.</summary>
internal sealed class CheckPost(IWorkspaceStore workspaces, IChannelStore channels, IMediaStore media, IPlatforms platforms, AheadRules ahead,
    EngineClock clock, IOptions<JobsOptions> jobs)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="draft">What.</param>
    /// <param name="at">When it should be live; null for now.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public async Task<CheckedPost> RunAsync(Guid workspaceId, PostDraft draft, DateTimeOffset? at, CancellationToken ct)
    {
        var workspace = await workspaces.FindAsync(workspaceId, ct) ?? throw new InvalidOperationException($"Workspace {workspaceId} is gone.");
        var findings = new List<Finding>(DraftLimits.Check(draft));
        var foundChannels = await FindChannelsAsync(workspaceId, draft, findings, ct);
        var foundMedia = await FindMediaAsync(workspaceId, draft, findings, ct);

        var lateAt = (at ?? clock.Now) + LateRule.For(draft, workspace, jobs.Value).Window;
        var contents = new List<ChannelContent>();
        // Without all of its media, everything a network says about the post would be about another post.
        if (foundMedia.Count == draft.AllMediaIds.Count())
            contents.AddRange(foundChannels.Select(channel => Render(channel, draft, foundMedia, workspace, lateAt, findings)).OfType<ChannelContent>());
        return new CheckedPost
        {
            Workspace = workspace,
            Channels = foundChannels,
            Contents = contents,
            HasVideo = foundMedia.Any(item => item.Kind == MediaKind.Video),
            // Two channels of one network say the same twice.
            Findings = [.. findings.DistinctBy(finding => (finding.Code, finding.Message))],
        };
    }

    private async Task<List<Channel>> FindChannelsAsync(Guid workspaceId, PostDraft draft, List<Finding> findings, CancellationToken ct)
    {
        var found = new List<Channel>();
        foreach (var (id, i) in draft.ChannelIds.Select((id, i) => (id, i)))
        {
            if (await channels.FindAsync(workspaceId, id, ct) is not { } channel)
            {
                findings.Add(new("unknown_channel", $"channelIds[{i}]", $"There is no channel {id}."));
                continue;
            }
            if (AccountRules.Connected(channel, $"channelIds[{i}]") is { } disconnected) findings.Add(disconnected with { Blocks = false });
            found.Add(channel);
        }
        return found;
    }

    private async Task<List<MediaItem>> FindMediaAsync(Guid workspaceId, PostDraft draft, List<Finding> findings, CancellationToken ct)
    {
        var found = new List<MediaItem>();
        foreach (var (id, i) in draft.AllMediaIds.Select((id, i) => (id, i)))
        {
            if (await media.FindAsync(workspaceId, id, ct) is { } item) found.Add(item);
            else findings.Add(new("unknown_media", i < draft.MediaIds.Count ? $"mediaIds[{i}]" : "options.coverMediaId", $"There is no media item {id}. It may have been deleted from the library."));
        }
        return found;
    }

    private ChannelContent? Render(Channel channel, PostDraft draft, List<MediaItem> items, Workspace workspace, DateTimeOffset lateAt, List<Finding> findings)
    {
        if (platforms.Find(channel.Platform) is not { } platform)
        {
            findings.Add(new("unknown_platform", "channelIds", $"This server does not know {channel.Platform}, the platform of @{channel.Username}."));
            return null;
        }
        var (post, caption) = PostRendering.For(draft, items, platform.CaptionLimits, workspace.CaptionPolicy);
        findings.AddRange(caption switch
        {
            CaptionResult.Refused refused => refused.Findings,
            CaptionResult.Composed composed => composed.Warnings,
            _ => [],
        });
        var content = platform.Check(post);
        findings.AddRange(content);
        // What the network refuses has no pipeline to be asked about.
        if (!content.Any(finding => finding.Blocks)) findings.AddRange(ahead.Warn(channel, platform, post, lateAt));
        return new ChannelContent(channel, post, ContentHash.Of(platform.Name, channel.RemoteId, post));
    }
}

/// <summary>A draft, as far as it can be told before anything is sent.</summary>
internal sealed record CheckedPost
{
    public required Workspace Workspace { get; init; }
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>What each channel would get.</summary>
    public required IReadOnlyList<ChannelContent> Contents { get; init; }

    public required bool HasVideo { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }

    public bool Blocked => Findings.Any(finding => finding.Blocks);

    public IReadOnlyList<Finding> Warnings => [.. Findings.Where(finding => !finding.Blocks)];

    /// <summary>What an approval signs.</summary>
    public string Hash => ContentHash.OfAll(Contents.Select(content => (content.Channel.Id, content.Hash)));

    /// <summary>The same, by the stricter rules of a post that is to go out.</summary>
    public CheckedPost ForPublishing()
    {
        var findings = Findings.Select(finding => finding.Code == "channel_disconnected" ? finding with { Blocks = true } : finding).ToList();
        if (Channels.Count == 0) findings.Add(new("channels_missing", "channelIds", "Choose at least one channel for the post to go out on."));
        return this with { Findings = findings };
    }
}

/// <summary>What one channel gets, and its hash.</summary>
internal sealed record ChannelContent(Channel Channel, PlatformPost Post, string Hash);
