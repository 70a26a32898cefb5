using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Workspaces.Members;

namespace Posthaste.Transfer.Feeds;

/// <summary>Makes a feed. The secret of its address is shown once, here.</summary>
internal sealed class CreateCalendarFeed(ICalendarFeedStore feeds, IChannelStore channels, IEventLog events, ITransactions transactions, EngineClock clock)
{
    private const int MaxName = 100;
    private const int MaxFeeds = 100;

    public Task<CreateFeedResult> RunAsync(NewCalendarFeed wanted, string actor, CancellationToken ct) =>
        transactions.RunAsync<CreateFeedResult>(async () =>
        {
            var name = wanted.Name.Trim();
            if (name.Length is 0 or > MaxName || name.Any(char.IsControl)) return new CreateFeedResult.Refused("invalid_name", "name", $"Give the feed a name of 1 to {MaxName} characters.");
            foreach (var (i, id) in wanted.ChannelIds.Index())
            {
                if (await channels.FindAsync(wanted.WorkspaceId, id, ct) is null) return new CreateFeedResult.Refused("unknown_channel", $"channelIds[{i}]", $"There is no channel {id}.");
            }
            if ((await feeds.ListAsync(wanted.WorkspaceId, ct)).Count(feed => feed.RevokedAt is null) >= MaxFeeds)
                return new CreateFeedResult.Refused("too_many_feeds", "name", $"The workspace has {MaxFeeds} feeds. Revoke one that nobody reads any more.");

            var (token, now) = (ShownOnce.New(), clock.Now);
            var feed = new CalendarFeed
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = wanted.WorkspaceId,
                Name = name,
                ChannelIds = [.. wanted.ChannelIds.Distinct()],
                States = [.. wanted.States.Distinct().Order()],
                CreatedBy = actor,
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            };
            await feeds.AddAsync(feed, token.Hash(), ct);
            await events.AppendAsync(FeedEvents.Of(feed.WorkspaceId, feed.Id, "calendar_feed.created", actor, now), ct);
            return new CreateFeedResult.Created(feed, token);
        }, ct);
}

/// <summary>A feed that should be made.</summary>
/// <param name="WorkspaceId">Of whose posts.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="ChannelIds">Empty for all.</param>
/// <param name="States">Empty for all, and for posts that are only planned.</param>
internal sealed record NewCalendarFeed(Guid WorkspaceId, string Name, IReadOnlyList<Guid> ChannelIds, IReadOnlyList<JobState> States);

/// <summary>What became of the wish for a feed.</summary>
internal abstract record CreateFeedResult
{
    private CreateFeedResult() { }

    public sealed record Created(CalendarFeed Feed, ShownOnce Token) : CreateFeedResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Field">Of the request.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Field, string Message) : CreateFeedResult;
}

/// <summary>How a feed's events are written down.</summary>
internal static class FeedEvents
{
    public static Event Of(Guid workspaceId, Guid feedId, string kind, string actor, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), WorkspaceId = workspaceId, Kind = kind, SubjectId = feedId, At = now, Actor = actor };
}
