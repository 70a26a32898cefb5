using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;

namespace Posthaste.Handover;

/// <summary>How a post goes out on a channel: what the server, the channel and the post say, in this order.</summary>
internal sealed class PostRoutes(IHandoverStore handovers, ICardDesk desk, IOptions<PublishingOptions> publishing, IOptions<HandoverOptions> options) : IRoutes
{
    public async Task<Route> FindAsync(Job job, DateTimeOffset now, CancellationToken ct)
    {
        if (await handovers.FindRouteFactsAsync(job, ct) is not { } facts) return Route.Api.Only;
        if (facts.PostedBy is { } by) return new Route.Closed(PostedAlready(by));
        var rules = facts.Rules;
        if (await FindReasonAsync(job, facts, ct) is (var cause, var why)) return new Route.Manual(cause, why, rules.Card);

        // Once: a card that did not help is not followed by another one by itself. And without a chat there is nobody to fall back to.
        var falls = !facts.FellBack && rules.Chat is not null && desk.IsSetUp;
        return new Route.Api(falls ? rules.RulesFor(facts.Draft) : [], rules.Card);
    }

    public async Task<bool> IsUnhealthyAsync(Job job, DateTimeOffset now, CancellationToken ct)
    {
        // The failure that makes the engine ask is not written down yet.
        var failures = 1 + await handovers.CountFailuresAsync(job.ChannelId, now - options.Value.UnhealthyWindow, ct);
        return failures >= options.Value.UnhealthyFailures;
    }

    private async Task<(HandoverCause Cause, string Why)?> FindReasonAsync(Job job, RouteFacts facts, CancellationToken ct)
    {
        if (!publishing.Value.Automation) return (HandoverCause.AutomationOff, "This server publishes nothing by itself (Publishing:Automation is off).");
        if (!facts.Automation) return (HandoverCause.ChannelOff, $"Posts on @{facts.Username} are published by hand.");
        if (facts.Draft.RequiresInteraction) return (HandoverCause.RequiresInteraction, "It needs what only the network's own app can do.");
        if (facts.AutomatedPerDay is { } cap && await CountEarlierAsync(job, facts.TimeZone, ct) >= cap)
            return (HandoverCause.DailyCap, string.Create(CultureInfo.InvariantCulture, $"Only {cap} posts a day go out on @{facts.Username} by themselves for now; the others are published by hand."));
        return null;
    }

    private Task<int> CountEarlierAsync(Job job, string timeZone, CancellationToken ct)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var day = TimeZoneInfo.ConvertTime(job.DueAt, zone).Date;
        return handovers.CountAutomatedAsync(new AutomatedBefore(job.ChannelId, job.Id, job.DueAt, StartOf(day, zone), StartOf(day.AddDays(1), zone)), ct);
    }

    private static DateTimeOffset StartOf(DateTime day, TimeZoneInfo zone) => new(day, zone.GetUtcOffset(day));

    private static PlatformError PostedAlready(string by) => new()
    {
        Kind = ErrorKind.OutcomeUnknown,
        Code = "possible_duplicate",
        Message = $"{by} says that this post was published by hand already, so nothing is sent.",
        Advice = "Look at the account. If it is there, answer the card with Posted; if it is not, withdraw the hand-over, and retry.",
    };
}
