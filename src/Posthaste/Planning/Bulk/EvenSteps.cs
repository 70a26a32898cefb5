namespace Posthaste.Planning.Bulk;

/// <summary>How far apart the posts of a batch are proposed to be. Pure.</summary>
internal static class EvenSteps
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="distance">Two posts on a channel must not be closer.</param>
    /// <param name="perHour">Null for no limit.</param>
    /// <param name="perDay">Null for no limit.</param>
    /// <returns>Whole minutes, at least one: so far apart that a batch of any length stays within all three.</returns>
    public static TimeSpan Of(TimeSpan distance, int? perHour, int? perDay)
    {
        var step = Minute;
        if (distance > step) step = distance;
        if (perHour is > 0 && TimeSpan.FromHours(1) / perHour.Value is var hourly && hourly > step) step = hourly;
        if (perDay is > 0 && TimeSpan.FromDays(1) / perDay.Value is var daily && daily > step) step = daily;
        return Minute * Math.Ceiling(step / Minute);
    }
}
