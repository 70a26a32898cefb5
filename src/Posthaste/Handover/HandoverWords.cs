using System.Globalization;
using Posthaste.Jobs;

namespace Posthaste.Handover;

/// <summary>What people are told about cards.</summary>
internal static class HandoverWords
{
    /// <summary>What a closed card says.</summary>
    /// <param name="zone">Of its workspace.</param>
    public static string Verdict(HandoverItem item, TimeZoneInfo zone) => item.Verdict ?? item.Outcome switch
    {
        HandoverOutcome.Posted => $"Posted by {item.AnsweredBy} at {Time(item.EndedAt, zone)}.",
        HandoverOutcome.Skipped => $"Left out by {item.AnsweredBy} at {Time(item.EndedAt, zone)}.",
        HandoverOutcome.Snoozed => $"Put off by {item.AnsweredBy} at {Time(item.EndedAt, zone)}. Another card comes in time.",
        HandoverOutcome.Rejected => $"Rejected by {item.AnsweredBy} at {Time(item.EndedAt, zone)}.",
        HandoverOutcome.Withdrawn => $"Taken back by {item.AnsweredBy} at {Time(item.EndedAt, zone)}. Do not post it.",
        HandoverOutcome.Expired => "Nobody answered in time. Do not post it any more.",
        _ => "This card is closed.",
    };

    /// <summary>In the workspace's zone; with the day where it is not the same as that of the other time.</summary>
    public static string Time(DateTimeOffset? at, TimeZoneInfo zone, DateTimeOffset? beside = null)
    {
        if (at is null) return "";
        var local = TimeZoneInfo.ConvertTime(at.Value, zone);
        var sameDay = beside is null || TimeZoneInfo.ConvertTime(beside.Value, zone).Date == local.Date;
        return local.ToString(sameDay ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
