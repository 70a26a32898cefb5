namespace Posthaste.Notifications;

/// <summary>How patient the server is with a target that takes nothing, as a pure rule.</summary>
internal static class RetryRule
{
    /// <summary>After the seventh wait comes the last try.</summary>
    public const int MaxTries = 8;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>Nobody waits for old news: what is older than all tries take is given up with the first that fails.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    /// <summary>A target may ask to be left alone for no longer.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(12);

    /// <param name="failures">Tries in a row that came to nothing, this one included; 1 and more.</param>
    public static TimeSpan WaitAfter(int failures) => Waits[Math.Min(failures, Waits.Length) - 1];

    public static bool IsGivenUp(Delivery delivery, int tries, DateTimeOffset now) => tries >= MaxTries || now - delivery.CreatedAt > LongestLife;

    /// <summary>As asked, and a moment at least.</summary>
    public static TimeSpan Pause(TimeSpan asked) => asked < TimeSpan.FromMilliseconds(100) ? TimeSpan.FromMilliseconds(100) : asked > LongestPause ? LongestPause : asked;
}
