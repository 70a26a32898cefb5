using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Says what is wrong with a draft, channel by channel, and what each channel would get.</summary>
internal sealed class CheckPost(IWorkspaceStore workspaces, IChannelStore channels, IMediaStore media, IPlatforms platforms)
{
    public async Task<CheckedPost> RunAsync(Guid workspaceId, PostDraft draft, CancellationToken ct)
    {
        var workspace = await workspaces.FindAsync(workspaceId, ct) ?? throw new InvalidOperationException($"Workspace {workspaceId} is gone.");
        var findings = new List<Finding>(DraftLimits.Check(draft));
        var foundChannels = await FindChannelsAsync(workspaceId, draft, findings, ct);
        var foundMedia = await FindMediaAsync(workspaceId, draft, findings, ct);

        var contents = new List<ChannelContent>();
        // Without all of its media, everything a network says about the post would be about another post.
        if (foundMedia.Count == draft.AllMediaIds.Count())
            contents.AddRange(foundChannels.Select(channel => Render(channel, draft, foundMedia, workspace, findings)).OfType<ChannelContent>());
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
            if (channel.State == ChannelState.Disconnected)
                findings.Add(new("channel_disconnected", $"channelIds[{i}]", $"@{channel.Username} is disconnected. Connect the account again before the post goes out.", Blocks: false));
            if (channel.State == ChannelState.Reconnect)
                findings.Add(new("channel_needs_reconnect", $"channelIds[{i}]", $"@{channel.Username} must be connected again before the post goes out.", Blocks: false));
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

    private ChannelContent? Render(Channel channel, PostDraft draft, List<MediaItem> items, Workspace workspace, List<Finding> findings)
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
        findings.AddRange(platform.Check(post));
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
