using Posthaste.Alerts.Rates;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts.Figures;

namespace Posthaste.Server.Figures;

/// <summary>How publishing went over some days. A job counts on the day it was due.</summary>
public sealed record FiguresResponse
{
    public required DateOnly From { get; init; }

    /// <summary>The last day, which is counted too.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The workspace's: in it the days begin and end.</summary>
    public required string TimeZone { get; init; }

    public required TallyResponse Total { get; init; }

    /// <summary>Every day in order, those without jobs too.</summary>
    public required IReadOnlyList<DayFiguresResponse> Days { get; init; }

    /// <summary>Those with jobs, most published first; disconnected ones too.</summary>
    public required IReadOnlyList<ChannelFiguresResponse> Channels { get; init; }

    public required LatenessResponse Lateness { get; init; }

    /// <summary>How what was published went out.</summary>
    public required IReadOnlyList<MethodFiguresResponse> Methods { get; init; }

    /// <summary>Attempts that were used up, successful ones too.</summary>
    public required long Attempts { get; init; }

    /// <summary>Those of them that were not the first of their round.</summary>
    public required long Retries { get; init; }

    /// <summary>Lines of the jobs' history with an error, by who can do something about it; most frequent first.</summary>
    public required IReadOnlyList<ErrorFiguresResponse> Errors { get; init; }

    public required HostedFiguresResponse Hosted { get; init; }

    /// <summary>How well it has worked of late, one of each kind. They count the latest time, whichever days are asked for.</summary>
    public required IReadOnlyList<RateResponse> Rates { get; init; }

    internal static FiguresResponse Of(PublishFigures figures, IReadOnlyList<Rate> rates) => new()
    {
        From = figures.From,
        To = figures.To,
        TimeZone = figures.TimeZone,
        Total = TallyResponse.From(figures.Total),
        Days = [.. figures.Days.Select(day => new DayFiguresResponse(day.Day, TallyResponse.From(day.Tally), [.. day.Channels.Select(ChannelFiguresResponse.From)]))],
        Channels = [.. figures.Channels.Select(ChannelFiguresResponse.From)],
        Lateness = LatenessResponse.From(figures.Lateness),
        Methods = [.. figures.Methods.Select(row => new MethodFiguresResponse(row.Key, row.Value, Share(row.Value, figures.Total.Published))).OrderBy(row => row.Method)],
        Attempts = figures.Tries.Attempts,
        Retries = figures.Tries.Retries,
        Errors = [.. figures.Tries.Errors.Select(row => new ErrorFiguresResponse(row.Key, row.Value)).OrderByDescending(row => row.Count).ThenBy(row => row.Kind)],
        Hosted = new HostedFiguresResponse(figures.HostedNow.Bytes, figures.Hosted.UploadedBytes, figures.Hosted.ServedBytes, figures.Hosted.StoredByteHours),
        Rates = [.. rates.Select(RateResponse.Of)],
    };

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>What jobs came to.</summary>
/// <param name="Published">Live, or live and taken down since.</param>
/// <param name="NotPublished">Ended without success after at least one attempt.</param>
/// <param name="NeverTried">Ended without success before an attempt: a check failed, or the time passed. Not part of the rate.</param>
/// <param name="SuccessRate">0 to 1: published of published and not published; null where there is neither.</param>
public sealed record TallyResponse(long Published, long NotPublished, long NeverTried, double? SuccessRate)
{
    internal static TallyResponse From(Tally tally) => new(tally.Published, tally.NotPublished, tally.NeverTried, tally.SuccessRate);
}

/// <summary>One day in the workspace's time zone.</summary>
/// <param name="Channels">Those with jobs on it.</param>
public sealed record DayFiguresResponse(DateOnly Day, TallyResponse Total, IReadOnlyList<ChannelFiguresResponse> Channels);

/// <summary>One channel.</summary>
public sealed record ChannelFiguresResponse(Guid ChannelId, TallyResponse Total)
{
    internal static ChannelFiguresResponse From(ChannelTally channel) => new(channel.ChannelId, TallyResponse.From(channel.Tally));
}

/// <summary>From due to live, in milliseconds, of what was published; null where nothing was.</summary>
/// <param name="P50">Half of all were no later.</param>
/// <param name="P95">19 of 20 were no later.</param>
/// <param name="Max">The latest of all.</param>
public sealed record LatenessResponse(long? P50, long? P95, long? Max)
{
    internal static LatenessResponse From(Lateness lateness) => new(lateness.P50Ms, lateness.P95Ms, lateness.MaxMs);
}

/// <summary>One way in which posts went out.</summary>
/// <param name="Share">0 to 1, of all that was published; null where nothing was.</param>
public sealed record MethodFiguresResponse(PublishMethod Method, long Published, double? Share);

/// <summary>Errors of one kind.</summary>
public sealed record ErrorFiguresResponse(ErrorKind Kind, long Count);

/// <summary>Public copies of media.</summary>
/// <param name="Bytes">Of those that can be fetched at this moment.</param>
/// <param name="UploadedBytes">Sent to an object store on these days, which are UTC's here.</param>
/// <param name="ServedBytes">Handed out by this server on these days.</param>
/// <param name="StoredByteHours">Bytes in object stores on these days, added up once an hour: 24 times the bytes for a whole day.</param>
public sealed record HostedFiguresResponse(long Bytes, long UploadedBytes, long ServedBytes, long StoredByteHours);
