namespace Posthaste.Storage;

/// <summary>The count of publish calls, the same wherever it is made.</summary>
internal static class LimitSql
{
    /// <summary>True of an intent that used up the quota, or may have. A comment is no post, nor is what its owner finds in an inbox.</summary>
    public const string Counts = "part <> 'comment' AND step <> 'deliver' AND (outcome IS NULL OR outcome = 'happened')";

    /// <summary>True of an intent whose post waits in the account's own inbox, or may.</summary>
    public const string Waits = "step = 'deliver' AND outcome IS NULL";

    /// <summary>True while one more publish call of the channel stays within its limits; a null limit is none.</summary>
    public const string HasRoom =
        $"""
        (@PerDay IS NULL OR (SELECT COUNT(*) FROM publish_intents WHERE channel_id = @LaneChannel AND intent_at > @DaySince AND {Counts}) < @PerDay)
        AND (@PerHour IS NULL OR (SELECT COUNT(*) FROM publish_intents WHERE channel_id = @LaneChannel AND intent_at > @HourSince AND {Counts}) < @PerHour)
        AND (@Inbox IS NULL OR (SELECT COUNT(*) FROM publish_intents WHERE channel_id = @LaneChannel AND intent_at > @DaySince AND {Waits}) < @Inbox)
        """;
}
