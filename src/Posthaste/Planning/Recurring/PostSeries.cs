namespace Posthaste.Planning.Recurring;

/// <summary>Makes a post again and again: each time a post of its own, with the content that the first has by then.</summary>
public sealed record PostSeries
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whose content is repeated.</summary>
    public required Guid PostId { get; init; }

    public required SeriesRule Rule { get; init; }

    /// <summary>Where the rule's days, weeks and months are counted from, in the workspace's time zone.</summary>
    public required DateOnly AnchorDay { get; init; }

    /// <summary>Only times after this.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The last day that is possible; null for no end.</summary>
    public DateOnly? UntilDay { get; init; }

    /// <summary>How many posts it makes in all; null for no end.</summary>
    public int? Total { get; init; }

    /// <summary>Also close to other posts, and where other posts show the same. What it repeats itself needs no force.</summary>
    public bool Force { get; init; }

    /// <summary>Why a post could not be made lately; null where none failed. It is tried again until its time has come.</summary>
    public string? Problem { get; init; }

    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person changed it last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>From then on nothing more is made; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it is to have made by then and has not.</summary>
    /// <param name="zone">The workspace's.</param>
    /// <param name="made">Days that have their post.</param>
    /// <param name="from">Earlier ones could not be prepared any more.</param>
    /// <param name="to">At or after this it is too early to make them.</param>
    internal IEnumerable<Occurrence> FindDue(TimeZoneInfo zone, IReadOnlySet<DateOnly> made, DateTimeOffset from, DateTimeOffset to)
    {
        var (left, earliest) = (Total - made.Count ?? int.MaxValue, WallClock.DayIn(zone, from).AddDays(-2));
        foreach (var day in Rule.DaysFrom(AnchorDay))
        {
            if (left <= 0 || day > UntilDay) yield break;
            if (day < earliest) continue;
            var at = WallClock.At(zone, day, Rule.Time);
            if (at >= to) yield break;
            if (at < from || at <= StartsAt || made.Contains(day)) continue;
            left--;
            yield return new Occurrence(day, at);
        }
    }

    /// <summary>Nothing more will come.</summary>
    internal bool IsOver(DateOnly today, int made) => made >= Total || today > UntilDay;
}

/// <summary>One time of a series.</summary>
/// <param name="Day">By the calendar of the workspace: a day has one at the most.</param>
/// <param name="At">When it is to be live.</param>
internal sealed record Occurrence(DateOnly Day, DateTimeOffset At);
