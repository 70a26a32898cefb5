using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Readiness;
using Posthaste.Posts.Variants;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Posts;

/// <summary>Says what is wrong with a draft, channel by channel, and what each channel would get.</summary>
internal sealed class CheckPost(
    IWorkspaceStore workspaces, PlanGate plans, IChannelStore channels, ICategories categories, IMediaStore media, IPostStore posts, FindFiles findFiles, IPlatforms platforms,
    AheadRules ahead, IHandRoute byHand, EngineClock clock, IOptions<JobsOptions> jobs)
{
    /// <summary>A post as it stands. The files that an approval signed are taken as they are: rules that changed since
    /// neither end the approval nor change what goes out.</summary>
    /// <param name="post">What.</param>
    /// <param name="at">When it should be live; null for now.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <param name="only">As if this were its only channel; null for all of them.</param>
    public async Task<CheckedPost> RunAsync(Post post, DateTimeOffset? at, CancellationToken ct, Guid? only = null) => await RunAsync(
        post.WorkspaceId, post.Draft, only, post.Approval == ApprovalState.Approved ? await posts.ListFilesAsync(post.Id, ct) : null, at, ct);

    /// <summary>A draft, with its files chosen by the rules of now.</summary>
    public Task<CheckedPost> RunAsync(Guid workspaceId, PostDraft draft, DateTimeOffset? at, CancellationToken ct) => RunAsync(workspaceId, draft, only: null, signed: null, at, ct);

    private async Task<CheckedPost> RunAsync(Guid workspaceId, PostDraft draft, Guid? only, IReadOnlyList<PostFile>? signed, DateTimeOffset? at, CancellationToken ct)
    {
        var workspace = await workspaces.FindAsync(workspaceId, ct) ?? throw new InvalidOperationException($"Workspace {workspaceId} is gone.");
        var findings = new List<Finding>(DraftLimits.Check(draft));
        if (draft.CategoryId is { } category && !await categories.HoldAsync(workspaceId, category, ct))
            findings.Add(new("unknown_category", "categoryId", $"There is no category {category}. It may have been deleted."));
        var foundChannels = await FindChannelsAsync(workspaceId, draft, only, findings, ct);
        // A hint while it is written; PostSchedule refuses it.
        findings.AddRange(foundChannels.Select(channel => PlanRule.Of(plans.Find(workspace, channel.Platform))).OfType<Finding>().Select(finding => finding with { Blocks = false }));
        var drafts = ChannelDraft.AllOf(draft).Where(own => only is null || own.ChannelId == only).ToList();
        var library = await FindMediaAsync(workspaceId, drafts, ct);
        findings.AddRange(drafts.SelectMany(own => FindUnknown(own, library)));

        var lateAt = (at ?? clock.Now) + LateRule.For(draft, workspace, jobs.Value).Window;
        var contents = new List<ChannelContent>();
        foreach (var channel in foundChannels)
        {
            var own = drafts.First(own => own.ChannelId == channel.Id);
            // Without all of its media, or with files made in a way that cannot be, everything a network says would be about another post.
            if (!own.Content.AllMediaIds.All(library.ContainsKey) || FitLimits.Check(own.Content).Any()) continue;
            var items = own.Content.AllMediaIds.Select(id => library[id]).ToList();
            if (await RenderAsync(channel, own, items, signed, workspace, lateAt, findings, ct) is { } content) contents.Add(content);
        }
        return new CheckedPost
        {
            Workspace = workspace,
            Channels = foundChannels,
            Contents = contents,
            HasVideo = library.Values.Any(item => item.Kind == MediaKind.Video) || contents.Any(content => content.Files.Any(file => file.Sent.Kind == MediaKind.Video)),
            // Two channels of one network say the same twice; of words of their own, each says it of its own.
            Findings = [.. findings.DistinctBy(finding => (finding.Code, finding.Message, VariantOf(finding.Field)))],
        };
    }

    private async Task<List<Channel>> FindChannelsAsync(Guid workspaceId, PostDraft draft, Guid? only, List<Finding> findings, CancellationToken ct)
    {
        var found = new List<Channel>();
        foreach (var (id, i) in draft.ChannelIds.Select((id, i) => (id, i)))
        {
            if (only is not null && id != only) continue;
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

    /// <summary>Every item that some channel gets; those that are not in the library are left out.</summary>
    private async Task<Dictionary<Guid, MediaItem>> FindMediaAsync(Guid workspaceId, IEnumerable<ChannelDraft> drafts, CancellationToken ct)
    {
        var found = new Dictionary<Guid, MediaItem>();
        foreach (var id in drafts.SelectMany(own => own.Content.AllMediaIds).Distinct())
        {
            if (await media.FindAsync(workspaceId, id, ct) is { } item) found[id] = item;
        }
        return found;
    }

    private static IEnumerable<Finding> FindUnknown(ChannelDraft draft, Dictionary<Guid, MediaItem> library) =>
        from at in draft.Content.AllMediaIds.Index()
        where !library.ContainsKey(at.Item)
        let field = FileSlot.Of(at.Index, draft).Field
        select new Finding("unknown_media", field, $"There is no media item {at.Item}. It may have been deleted from the library.");

    /// <returns><c>variants[1]</c>; empty for what is there for all.</returns>
    private static string VariantOf(string field) => field.StartsWith("variants[", StringComparison.Ordinal) ? field.Split('.', 2)[0] : "";

    private async Task<ChannelContent?> RenderAsync(
        Channel channel, ChannelDraft draft, List<MediaItem> items, IReadOnlyList<PostFile>? signed, Workspace workspace, DateTimeOffset lateAt, List<Finding> findings,
        CancellationToken ct)
    {
        if (platforms.Find(channel.Platform) is not { } platform)
        {
            findings.Add(new("unknown_platform", "channelIds", $"This server does not know {channel.Platform}, the platform of @{channel.Username}."));
            return null;
        }
        var files = await FindFilesAsync(channel, platform, draft, items, signed, workspace, ct);
        findings.AddRange(files.SelectMany(file => file.Findings));
        var (post, caption) = PostRendering.For(draft.Content, [.. files.Select(file => file.Sent)], platform.CaptionLimits, workspace.CaptionPolicy);
        IEnumerable<Finding> ofCaption = caption switch
        {
            CaptionResult.Refused refused => refused.Findings,
            CaptionResult.Composed composed => composed.Warnings,
            _ => [],
        };
        findings.AddRange(ofCaption.Select(draft.Name));
        // Of a file that will not go out as it is, the network's word about it is none, or has been said.
        var open = files.Where(file => file.IsMissing || file.IsUnfit).Select(file => file.Slot.Field).ToHashSet();
        var content = platform.Check(post).Select(draft.Name).ToList();
        if (content.Any(finding => finding.ApiOnly) && await byHand.TakesAsync(draft.Content, channel, ct))
            content = [.. content.Select(finding => finding.ApiOnly ? finding with { Blocks = false, Advice = "A person publishes it by hand." } : finding)];
        findings.AddRange(content.Where(finding => !open.Contains(finding.Field)));
        // What the network refuses has no pipeline to be asked about.
        if (!content.Any(finding => finding.Blocks)) findings.AddRange(ahead.Warn(channel, platform, post, lateAt, at => SpokenTime.Of(at, workspace.TimeZone, clock.Now)));
        return new ChannelContent(channel, post, ContentHash.Of(platform.Name, channel.RemoteId, post), files);
    }

    private async Task<IReadOnlyList<FoundFile>> FindFilesAsync(
        Channel channel, IPlatform platform, ChannelDraft draft, List<MediaItem> items, IReadOnlyList<PostFile>? signed, Workspace workspace, CancellationToken ct)
    {
        var ours = signed?.Where(file => file.ChannelId == channel.Id).ToList();
        // A channel that the approval did not know is checked like new.
        return (ours is not null && (ours.Count > 0 || signed!.Count == 0) ? await findFiles.RecallAsync(draft, items, ours, ct) : null)
            ?? await findFiles.ChooseAsync(draft, items, platform, workspace.MediaPolicy, ct);
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

    /// <summary>The files that every channel gets, to be written down where they are signed.</summary>
    public IReadOnlyList<PostFile> Files => [.. Contents.SelectMany(content => content.Files.Select(file => file.On(content.Channel.Id)))];

    /// <summary>What is still to be done before it is known what goes out.</summary>
    public IReadOnlyList<FoundFile> Missing => [.. Contents.SelectMany(content => content.Files).Where(file => file.IsMissing).DistinctBy(file => file.Work!.Key)];

    /// <summary>Why the post can be neither signed nor sent at this moment; null where it can.</summary>
    public PostResult.Preparing? Preparing => Missing.Count == 0 ? null : PostResult.Preparing.For(Findings.Where(finding => finding.Code == "media_preparing"));

    public bool Blocked => Findings.Any(finding => finding.Blocks);

    public IReadOnlyList<Finding> Warnings => [.. Findings.Where(finding => !finding.Blocks)];

    /// <summary>What an approval signs.</summary>
    public string Hash => ContentHash.OfAll(Contents.Select(content => (content.Channel.Id, content.Hash)));

    /// <summary>The same, with something that its author should know too.</summary>
    public CheckedPost With(Finding finding) => this with { Findings = [.. Findings, finding] };

    /// <summary>The same, by the stricter rules of a post that is to go out.</summary>
    public CheckedPost ForPublishing()
    {
        var findings = Findings.Select(finding => finding.Code == "channel_disconnected" ? finding with { Blocks = true } : finding).ToList();
        if (Channels.Count == 0) findings.Add(new("channels_missing", "channelIds", "Choose at least one channel for the post to go out on."));
        return this with { Findings = findings };
    }
}

/// <summary>What one channel gets, and its hash.</summary>
/// <param name="Files">In the order of <see cref="PostDraft.AllMediaIds"/>. While one is missing, post and hash are not what will be sent.</param>
internal sealed record ChannelContent(Channel Channel, PlatformPost Post, string Hash, IReadOnlyList<FoundFile> Files);
