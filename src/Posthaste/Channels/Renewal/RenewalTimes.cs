using Posthaste.Platforms;

namespace Posthaste.Channels.Renewal;

/// <summary>When a token is renewed, and when again where that failed. Pure: whoever asks brings the dice.</summary>
internal static class RenewalTimes
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestWaitAtTheEnd = TimeSpan.FromHours(1);

    /// <summary>Ahead of the end by what the terms say, and by up to a tenth of that more, so that tokens of one day are not renewed in one minute.</summary>
    /// <param name="terms">Of the way of signing in.</param>
    /// <param name="changedAt">When the token came; null where that is not known.</param>
    /// <param name="expiresAt">Its end. Null where the network did not tell: it is renewed as soon as it may be, to learn it.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <returns>Null where nothing renews it.</returns>
    public static DateTimeOffset? NextFor(TokenTerms terms, DateTimeOffset? changedAt, DateTimeOffset? expiresAt, double chance)
    {
        if (!terms.Renews) return null;
        var changed = changedAt ?? DateTimeOffset.UnixEpoch;
        var earliest = changed + terms.NotBefore;
        if (expiresAt is not { } end) return earliest;

        // Of a short life no more than half: ahead of its whole life it would be renewed for ever.
        var ahead = Shorter(terms.RenewAhead, (end - changed) / 2);
        var at = end - ahead - (ahead * (chance / 10));
        if (at < changed) at = changed;
        // A pasted token that ends before it may be renewed was not new when it was pasted.
        return at < earliest && earliest < end ? earliest : at;
    }

    /// <summary>Doubles from five minutes to six hours, one hour near the end, and up to a tenth more.</summary>
    /// <param name="failures">In a row, this one included.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="expiresAt">The token's end; null where unknown.</param>
    /// <param name="lastBuffer">How long before that the end is near.</param>
    /// <param name="notBefore">What the network asked for; null for nothing.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static DateTimeOffset RetryAt(int failures, DateTimeOffset now, DateTimeOffset? expiresAt, TimeSpan lastBuffer, DateTimeOffset? notBefore, double chance)
    {
        var wait = Shorter(FirstWait * Math.Pow(2, Math.Clamp(failures - 1, 0, 10)), LongestWait);
        if (IsNear(expiresAt, lastBuffer, now)) wait = Shorter(wait, LongestWaitAtTheEnd);
        var at = now + wait + (wait * (chance / 10));
        return notBefore > at ? notBefore.Value : at;
    }

    public static bool IsNear(DateTimeOffset? expiresAt, TimeSpan lastBuffer, DateTimeOffset now) => expiresAt is { } end && end - now <= lastBuffer;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
