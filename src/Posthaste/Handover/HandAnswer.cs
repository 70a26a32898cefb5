using Posthaste.Jobs;

namespace Posthaste.Handover;

/// <summary>What a person says of a card.</summary>
public abstract record HandAnswer
{
    private HandAnswer() { }

    /// <summary>It is live.</summary>
    /// <param name="Link">Where, as the person gave it; null for nothing.</param>
    public sealed record Posted(string? Link) : HandAnswer;

    /// <summary>It is not to be published on this account.</summary>
    public sealed record Skip : HandAnswer;

    /// <summary>Later.</summary>
    /// <param name="By">From due, or from now where that has passed; null for the next day at the same time.</param>
    public sealed record Snooze(TimeSpan? By) : HandAnswer
    {
        /// <param name="from">Due, or now where that has passed.</param>
        /// <param name="dueAt">The time of day that the next day keeps.</param>
        internal DateTimeOffset DueAt(DateTimeOffset from, DateTimeOffset dueAt, TimeZoneInfo zone)
        {
            if (By is { } by) return from + by;
            var next = TimeZoneInfo.ConvertTime(from, zone).Date.AddDays(1) + TimeZoneInfo.ConvertTime(dueAt, zone).TimeOfDay;
            // An hour that a change of clocks leaves out.
            if (zone.IsInvalidTime(next)) next = next.AddHours(1);
            return new DateTimeOffset(next, zone.GetUtcOffset(next)).ToUniversalTime();
        }
    }

    /// <summary>The post is not to be published at all.</summary>
    public sealed record Reject(string Reason) : HandAnswer;
}

/// <summary>What became of an answer.</summary>
public abstract record AnswerResult
{
    private AnswerResult() { }

    /// <param name="Job">As it is now.</param>
    /// <param name="Told">For who answered.</param>
    /// <param name="Verdict">What the card says from now on; null where it stays open.</param>
    public sealed record Done(Job Job, string Told, string? Verdict) : AnswerResult;

    /// <summary>It came too late, or something is wrong with it.</summary>
    public sealed record Refused(string Code, string Message) : AnswerResult
    {
        /// <summary>What the card says, where it is closed.</summary>
        public string? Verdict { get; init; }
    }

    public sealed record NotFound : AnswerResult;
}
