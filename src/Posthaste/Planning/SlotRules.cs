namespace Posthaste.Planning;

/// <summary>What a slot may be, as pure rules.</summary>
internal static class SlotRules
{
    /// <summary>One every quarter of an hour of a day.</summary>
    public const int MaxPerChannel = 100;

    /// <summary>As it is kept: each day once, Monday first.</summary>
    public static Slot Cleaned(this Slot slot) => slot with { Weekdays = [.. slot.Weekdays.Distinct().OrderBy(FromMonday)] };

    /// <param name="wanted">As it should be.</param>
    /// <param name="others">Of the same channel.</param>
    /// <returns>Null where nothing is wrong.</returns>
    public static SlotResult.Refused? Refusal(Slot wanted, IReadOnlyCollection<Slot> others)
    {
        if (wanted.Weekdays.Count == 0) return new("out_of_range", "weekdays", "Give at least one day of the week.");
        // Two places at one instant could never both be filled: posts on one channel keep a distance.
        if (others.FirstOrDefault(other => other.Time == wanted.Time && other.Weekdays.Intersect(wanted.Weekdays).Any()) is { } same)
            return new("duplicate", "time", $"The channel has a slot at {wanted.Time:HH:mm} on {same.Weekdays.Intersect(wanted.Weekdays).First()} already. Choose another time or day.");
        return others.Count >= MaxPerChannel ? new("too_many", "channelId", $"A channel has at most {MaxPerChannel} slots. Delete one first.") : null;
    }

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;
}

/// <summary>What became of a slot that somebody wanted made or changed.</summary>
public abstract record SlotResult
{
    private SlotResult() { }

    public sealed record Saved(Slot Slot) : SlotResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Field">The API field at fault.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Field, string Message) : SlotResult;

    public sealed record NotFound : SlotResult;
}
