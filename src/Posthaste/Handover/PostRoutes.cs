using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Handover;

/// <summary>How a post goes out on a channel: what the server, the channel and the post say, in this order.</summary>
internal sealed class PostRoutes(
    IPostStore posts, IChannelStore channels, IWorkspaceStore workspaces, IHandoverStore handovers, IHandoverSettings settings, ICardDesk desk,
    IOptions<PublishingOptions> publishing, IOptions<HandoverOptions> options) : IRoutes
{
    public async Task<Route> FindAsync(Job job, DateTimeOffset now, CancellationToken ct)
    {
        var rules = await settings.FindAsync(job.WorkspaceId, ct);
        var past = await handovers.ReadPastAsync(job.Id, ct);
        if (past.PostedBy is { } by) return new Route.Closed(PostedAlready(by));
        if (await posts.FindEvenDeletedAsync(job.PostId, ct) is not { } post || await channels.FindAsync(job.WorkspaceId, job.ChannelId, ct) is not { } channel) return Route.Api.Only;
        if (await FindReasonAsync(job, post, channel, ct) is (var cause, var why)) return new Route.Manual(cause, why, rules.Card);

        // Once: a card that did not help is not followed by another one by itself. And without a chat there is nobody to fall back to.
        var falls = !past.FellBack && rules.Chat is not null && desk.IsSetUp;
        return new Route.Api(falls ? RulesOf(post, rules) : [], rules.Card);
    }

    public async Task<bool> IsUnhealthyAsync(Job job, DateTimeOffset now, CancellationToken ct)
    {
        // The failure that makes the engine ask is not written down yet.
        var failures = 1 + await handovers.CountFailuresAsync(job.ChannelId, now - options.Value.UnhealthyWindow, ct);
        return failures >= options.Value.UnhealthyFailures;
    }

    private async Task<(HandoverCause Cause, string Why)?> FindReasonAsync(Job job, Post post, Channel channel, CancellationToken ct)
    {
        if (!publishing.Value.Automation) return (HandoverCause.AutomationOff, "This server publishes nothing by itself (Publishing:Automation is off).");
        if (!channel.Automation) return (HandoverCause.ChannelOff, $"Posts on @{channel.Username} are published by hand.");
        if (post.Draft.RequiresInteraction) return (HandoverCause.RequiresInteraction, "It needs what only the network's own app can do.");
        if (channel.AutomatedPerDay is { } cap && await CountEarlierAsync(job, ct) >= cap)
            return (HandoverCause.DailyCap, string.Create(CultureInfo.InvariantCulture, $"Only {cap} posts a day go out on @{channel.Username} by themselves for now; the others are published by hand."));
        return null;
    }

    private async Task<int> CountEarlierAsync(Job job, CancellationToken ct)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await workspaces.FindAsync(job.WorkspaceId, ct))?.TimeZone ?? "UTC");
        var day = TimeZoneInfo.ConvertTime(job.DueAt, zone).Date;
        return await handovers.CountAutomatedAsync(new AutomatedBefore(job.ChannelId, job.Id, job.DueAt, StartOf(day, zone), StartOf(day.AddDays(1), zone)), ct);
    }

    private static DateTimeOffset StartOf(DateTime day, TimeZoneInfo zone) => new(day, zone.GetUtcOffset(day));

    private static IReadOnlyList<FallbackRule> RulesOf(Post post, HandoverSettings rules) => post.Draft.Handover switch
    {
        PostHandover.Never => [],
        PostHandover.AnyError => [new FallbackRule(FallbackOn.AnyError, FallbackTime.AfterBackoff)],
        _ => rules.FallbackOn,
    };

    private static PlatformError PostedAlready(string by) => new()
    {
        Kind = ErrorKind.OutcomeUnknown,
        Code = "possible_duplicate",
        Message = $"{by} says that this post was published by hand already, so nothing is sent.",
        Advice = "Look at the account. If it is there, answer the card with Posted; if it is not, withdraw the hand-over, and retry.",
    };
}
