using Posthaste.Planning.Recurring;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Planning;

/// <summary>When something comes again.</summary>
public sealed record SeriesRuleBody
{
    public required SeriesEvery Every { get; init; }

    /// <summary>Each, every second, …</summary>
    public int Interval { get; init; } = 1;

    /// <summary>With <c>week</c>: its days; left out, that of the post, or today's.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>With <c>month</c>: 1 to 31, the last day in shorter months; left out, that of the post, or today's.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Such as <c>18:00</c>, in the workspace's time zone.</summary>
    public required string Time { get; init; }

    internal static SeriesRuleBody From(SeriesRule rule) => new()
    {
        Every = rule.Every,
        Interval = rule.Interval,
        Weekdays = rule.Weekdays,
        DayOfMonth = rule.DayOfMonth,
        Time = TimesOfDay.Format(rule.Time),
    };

    /// <param name="rule">Only where nothing is wrong.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    internal ApiProblem? Read(out SeriesRule rule)
    {
        var wrong = TimesOfDay.Read("rule.time", Time, out var time);
        rule = new SeriesRule { Every = Every, Interval = Interval, Weekdays = Weekdays, DayOfMonth = DayOfMonth, Time = time };
        return wrong;
    }
}

/// <summary>A post that comes again and again.</summary>
public sealed record SeriesResponse
{
    public required Guid Id { get; init; }

    /// <summary>Whose content is repeated.</summary>
    public required Guid PostId { get; init; }

    public required SeriesRuleBody Rule { get; init; }

    /// <summary>The last day that is possible, in the workspace's time zone; null for no end.</summary>
    public required DateOnly? Until { get; init; }

    /// <summary>How many posts it makes in all; null for no end.</summary>
    public required int? Count { get; init; }

    public required bool Force { get; init; }

    /// <summary>Why a post could not be made lately; null where none failed.</summary>
    public required string? Problem { get; init; }

    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on nothing more is made; null while it goes on.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public static SeriesResponse From(PostSeries series) => new()
    {
        Id = series.Id,
        PostId = series.PostId,
        Rule = SeriesRuleBody.From(series.Rule),
        Until = series.UntilDay,
        Count = series.Total,
        Force = series.Force,
        Problem = series.Problem,
        CreatedBy = series.CreatedBy,
        CreatedAt = series.CreatedAt,
        EndedAt = series.EndedAt,
    };
}

/// <summary>A series to be made.</summary>
public sealed record CreateSeriesRequest
{
    /// <summary>Whose content is repeated. Where it has a time, the series begins after its day.</summary>
    public required Guid PostId { get; init; }

    public required SeriesRuleBody Rule { get; init; }

    /// <summary>The last day, in the workspace's time zone. Excludes count.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How many posts it makes in all: 1 to 1000.</summary>
    public int? Count { get; init; }

    /// <summary>Also close to other posts, and where other posts show the same. What it repeats itself needs no force.</summary>
    public bool Force { get; init; }
}

/// <summary>What to change of a series; what is left out stays. Null takes until and count away.</summary>
public sealed record ChangeSeriesRequest
{
    private bool _hasUntil;
    private bool _hasCount;

    /// <summary>As a whole.</summary>
    public SeriesRuleBody? Rule { get; init; }

    public DateOnly? Until { get; init => (field, _hasUntil) = (value, true); }
    public int? Count { get; init => (field, _hasCount) = (value, true); }
    public bool? Force { get; init; }

    /// <param name="rule">Of <see cref="Rule"/>; null where that was left out.</param>
    internal PostSeries ApplyTo(PostSeries series, SeriesRule? rule) => series with
    {
        Rule = rule ?? series.Rule,
        UntilDay = _hasUntil ? Until : series.UntilDay,
        Total = _hasCount ? Count : series.Total,
        Force = Force ?? series.Force,
    };
}

/// <summary>What became of the posts of a series that was deleted.</summary>
/// <param name="Unscheduled">So many lost their time.</param>
public sealed record DeletedSeriesResponse(int Unscheduled);
