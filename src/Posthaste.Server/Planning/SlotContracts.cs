using System.Globalization;
using Posthaste.Planning;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Planning;

/// <summary>A time of the week at which a channel has room for a post.</summary>
public sealed record SlotResponse
{
    public required Guid Id { get; init; }
    public required Guid ChannelId { get; init; }

    /// <summary>Only posts of this category take it; null for any post.</summary>
    public required Guid? CategoryId { get; init; }

    /// <summary>Monday first.</summary>
    public required IReadOnlyList<DayOfWeek> Weekdays { get; init; }

    /// <summary>Such as <c>18:00</c>, in the workspace's time zone.</summary>
    public required string Time { get; init; }

    public static SlotResponse From(Slot slot) => new()
    {
        Id = slot.Id,
        ChannelId = slot.ChannelId,
        CategoryId = slot.CategoryId,
        Weekdays = slot.Weekdays,
        Time = TimesOfDay.Format(slot.Time),
    };
}

/// <summary>A slot to be made.</summary>
public sealed record CreateSlotRequest
{
    public required Guid ChannelId { get; init; }

    /// <summary>Only posts of this category take it; left out, any post does.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<DayOfWeek> Weekdays { get; init; }

    /// <summary>Such as <c>18:00</c>, in the workspace's time zone.</summary>
    public required string Time { get; init; }
}

/// <summary>What to change of a slot; what is left out stays. Null takes its categoryId away.</summary>
public sealed record ChangeSlotRequest
{
    private bool _hasCategoryId;

    public Guid? CategoryId { get; init => (field, _hasCategoryId) = (value, true); }

    /// <summary>As a whole.</summary>
    public IReadOnlyList<DayOfWeek>? Weekdays { get; init; }

    public string? Time { get; init; }

    /// <param name="time">Of <see cref="Time"/>; null where that was left out.</param>
    internal Slot ApplyTo(Slot slot, TimeOnly? time) => slot with
    {
        CategoryId = _hasCategoryId ? CategoryId : slot.CategoryId,
        Weekdays = Weekdays ?? slot.Weekdays,
        Time = time ?? slot.Time,
    };
}

/// <summary>A slot on one of its days.</summary>
public sealed record PlaceResponse
{
    public required Guid SlotId { get; init; }
    public required Guid ChannelId { get; init; }

    /// <summary>The slot's.</summary>
    public required Guid? CategoryId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What lies in it; null where it is still to be filled.</summary>
    public required Guid? PostId { get; init; }

    public static PlaceResponse From(Place place) => new() { SlotId = place.SlotId, ChannelId = place.ChannelId, CategoryId = place.CategoryId, At = place.At, PostId = place.PostId };
}

/// <summary>A time at which all the channels asked for have a free slot.</summary>
/// <param name="At">When.</param>
public sealed record NextSlotResponse(DateTimeOffset At);

/// <summary>Times of day on the wire, to the minute.</summary>
internal static class TimesOfDay
{
    public static string Format(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <returns>What is wrong; null where nothing is.</returns>
    public static ApiProblem? Read(string field, string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
        ? null
        : ApiProblem.ForField(field, "expected is a time of day such as 18:00", code: ProblemCodes.InvalidTime);
}
