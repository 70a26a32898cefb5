using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Jobs;
using Posthaste.Media.Hosting;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Transfer.Feeds;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Transfer;

/// <summary>Addresses under which calendar programs read titles and times.</summary>
internal static class CalendarFeedsApi
{
    public static void MapCalendarFeeds(this IEndpointRouteBuilder api)
    {
        var feeds = api.MapGroup("/calendar-feeds").WithTags("Transfer").WithMetadata(new NeverCompressed());

        feeds.MapPost("/", CreateAsync).Needs(Right.ManageKeys).WithName("CreateCalendarFeed").WithSummary("Makes a feed. Its address is in this answer and nowhere else.")
            .Produces<CalendarFeedResponse>(201).Fails(422);
        feeds.MapGet("/", ListAsync).Needs(Right.ManageKeys).WithName("ListCalendarFeeds").WithSummary("Lists feeds, newest first, revoked ones too.");
        feeds.MapDelete("/{feedId:guid}", RevokeAsync).Needs(Right.ManageKeys).WithName("RevokeCalendarFeed").WithSummary("Ends a feed at once.").Fails(404);
    }

    private static async Task<IResult> CreateAsync(CreateCalendarFeedRequest request, Caller caller, CreateCalendarFeed createFeed, PublicAddress address, CancellationToken ct) =>
        await createFeed.RunAsync(new NewCalendarFeed(caller.WorkspaceId, request.Name, request.ChannelIds, request.States), caller.Name, ct) switch
        {
            CreateFeedResult.Created created => new NewFeedAnswer(CalendarFeedResponse.From(created.Feed) with { Url = FeedPage.AddressOf(address, created.Token) }),
            CreateFeedResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, 422, refused.Code),
            _ => throw new UnreachableException(),
        };

    private static async Task<Ok<Page<CalendarFeedResponse>>> ListAsync(Caller caller, ICalendarFeedStore feeds, CancellationToken ct) =>
        TypedResults.Ok(new Page<CalendarFeedResponse>([.. (await feeds.ListAsync(caller.WorkspaceId, ct)).Select(CalendarFeedResponse.From)], NextCursor: null));

    private static async Task<Results<NoContent, ApiProblem>> RevokeAsync(Guid feedId, Caller caller, RevokeCalendarFeed revokeFeed, CancellationToken ct) =>
        await revokeFeed.RunAsync(caller.WorkspaceId, feedId, caller.Name, ct) ? TypedResults.NoContent() : ApiProblem.NotFound("living feed");

    /// <summary>The one answer with the address in it: what is kept for a repeated request goes without.</summary>
    private sealed class NewFeedAnswer(CalendarFeedResponse feed) : IResult, IShownOnce
    {
        public IResult WithoutSecret => TypedResults.Created((string?)null, feed with { Url = null });

        public Task ExecuteAsync(HttpContext httpContext) => TypedResults.Created((string?)null, feed).ExecuteAsync(httpContext);
    }
}

/// <summary>A feed that should be made.</summary>
public sealed record CreateCalendarFeedRequest
{
    /// <summary>1 to 100 characters; what calendar programs call it.</summary>
    public required string Name { get; init; }

    /// <summary>Left out or empty: all.</summary>
    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    /// <summary>Left out or empty: all, and posts that are only planned.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];
}

/// <summary>An address under which calendar programs read titles and times.</summary>
public sealed record CalendarFeedResponse
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Empty for all.</summary>
    public required IReadOnlyList<Guid> ChannelIds { get; init; }

    /// <summary>Empty for all, and for posts that are only planned.</summary>
    public required IReadOnlyList<JobState> States { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day on which it was read, UTC; null before the first time.</summary>
    public required DateOnly? LastUsedOn { get; init; }

    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>For the calendar program; whoever has it reads titles and times. Only in the answer that made the feed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }

    internal static CalendarFeedResponse From(CalendarFeed feed) => new()
    {
        Id = feed.Id,
        Name = feed.Name,
        ChannelIds = feed.ChannelIds,
        States = feed.States,
        CreatedBy = feed.CreatedBy,
        CreatedAt = feed.CreatedAt,
        LastUsedOn = feed.UsedDay is { } day ? DateOnly.FromDateTime(day.UtcDateTime) : null,
        RevokedAt = feed.RevokedAt,
    };
}
