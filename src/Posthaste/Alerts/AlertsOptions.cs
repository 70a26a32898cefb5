using System.ComponentModel.DataAnnotations;

namespace Posthaste.Alerts;

/// <summary>Section <c>Alerts</c>: from when on something is worth an alert. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class AlertsOptions
{
    public const string Section = "Alerts";

    /// <summary>Whether this server looks for alerts at all. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How often posts in trouble are looked for where no event says that there are any. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the outcome of a publish call may be unknown. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SettlingAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a post whose time has come may wait to be taken up. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan QueueLateAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The share of posts that must go out, 0 to 1. Default 0.99.</summary>
    [Range(0d, 1d)]
    public double SuccessRate { get; init; } = 0.99;

    /// <summary>Of how many posts that were tried the share is first looked at. Default 20.</summary>
    [Range(1, 1_000_000)]
    public int SuccessRateMinimum { get; init; } = 20;

    /// <summary>Over which time it is looked at, and the rates below with it. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "31.00:00:00")]
    public TimeSpan SuccessRateWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The share of posts that fall back to people must stay below this, 0 to 1. Default 0.05.</summary>
    [Range(0d, 1d)]
    public double FallbackRate { get; init; } = 0.05;

    /// <summary>Of how many posts that have ended the share is first looked at. Default 20.</summary>
    [Range(1, 1_000_000)]
    public int FallbackMinimum { get; init; } = 20;

    /// <summary>The share of calls to networks that fail must stay below this, 0 to 1. Default 0.01.</summary>
    [Range(0d, 1d)]
    public double ApiErrorRate { get; init; } = 0.01;

    /// <summary>Of how many calls the share is first looked at. Default 200: a single failure among fewer says nothing.</summary>
    [Range(1, 1_000_000)]
    public int ApiErrorMinimum { get; init; } = 200;

    /// <summary>How often it is tried out whether networks could fetch media, where posts are due within a day; zero for never. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StorageCheckEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the networks of connected accounts are asked whether they answer; zero for never. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan NetworkCheckEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An alert that nobody has seen is told again after this. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan EscalateAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>And then every so often, as long as nobody sees it. Default 4 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan EscalateEvery { get; init; } = TimeSpan.FromHours(4);

    /// <summary>For how long alerts that are over are kept. Default 90 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);
}
