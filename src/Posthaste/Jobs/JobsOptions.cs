using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Posthaste.Jobs;

/// <summary>Section <c>Jobs</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class JobsOptions : IValidatableObject
{
    public const string Section = "Jobs";

    /// <summary>Whether this process runs jobs. Without it, it only serves the API.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Jobs of each kind (preparing, publishing) under way at once in this process.</summary>
    [Range(1, 2000)]
    public int Concurrency { get; init; } = 100;

    /// <summary>How long a worker sleeps at most before it looks again: the safety net under signals and next-due sleeps.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The first try and its retries.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; init; } = 4;

    /// <summary>Waits between attempts: a list such as <c>00:05:00,00:15:00,00:30:00</c> (its last value repeats), or
    /// <c>exponential</c>: 5 s, doubling up to an hour.</summary>
    public string Backoff { get; init; } = "00:05:00,00:15:00,00:30:00";

    /// <summary>How long before due a post with pictures is prepared.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "12:00:00")]
    public TimeSpan LeadTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long before due a post with video is prepared.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "12:00:00")]
    public TimeSpan VideoLeadTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long before due a post is checked ahead of its preparation: a list such as <c>24:00:00,01:00:00</c>. Empty:
    /// only just before it is prepared.</summary>
    public string Preflight { get; init; } = "24:00:00,01:00:00";

    /// <summary>How late a post may still go out where neither it nor its workspace says otherwise.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LateWindow { get; init; } = TimeSpan.FromMinutes(120);

    /// <summary>With the late policies <c>skip</c> and <c>ask</c>, how late still counts as on time.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan LateGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Posts a channel may publish in a rolling hour, beside what its platform allows; 0 for no limit.</summary>
    [Range(0, 100_000)]
    public int PostsPerHour { get; init; } = 25;

    /// <summary>Prepare lanes per channel: how many of its posts may be prepared at once.</summary>
    [Range(1, 16)]
    public int PrepareSlots { get; init; } = 3;

    /// <summary>How long before due a ready job is claimed, to wait in a timer for its instant.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:05")]
    public TimeSpan ArmLead { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long before due the intent is committed at the earliest.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.100")]
    public TimeSpan IntentLead { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>One publish call at the most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a run goes on without having saved anything, waiting for the platform's processing left out; ten
    /// times that for the whole run.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a node counts as alive after its last heartbeat.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan NodeLease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a node says that it is alive.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a graceful stop waits for publish calls under way.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>How long attempts, publish calls without effect and events of finished jobs are kept. The jobs themselves stay.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00")]
    public TimeSpan HistoryRetention { get; init; } = TimeSpan.FromDays(400);

    public SettlingOptions Settling { get; init; } = new();

    /// <summary>The wait after this many attempts, from 1.</summary>
    /// <exception cref="FormatException">The setting is neither a list nor a word.</exception>
    internal TimeSpan BackoffAfter(int attempt)
    {
        if (Backoff == Exponential) return TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Max(0, attempt - 1))));
        var waits = ReadBackoff() ?? throw new FormatException(BackoffRule);
        return waits[Math.Clamp(attempt - 1, 0, waits.Length - 1)];
    }

    /// <summary>The checks ahead, as times before due.</summary>
    /// <exception cref="FormatException">The setting is no list of times.</exception>
    internal IReadOnlyList<TimeSpan> PreflightAhead() => ReadPreflight() ?? throw new FormatException(PreflightRule);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Backoff != Exponential && ReadBackoff() is null) yield return new ValidationResult(BackoffRule, [nameof(Backoff)]);
        if (ReadPreflight() is null) yield return new ValidationResult(PreflightRule, [nameof(Preflight)]);
        if (Heartbeat * 2 > NodeLease)
            yield return new ValidationResult("Jobs:Heartbeat must be at most half of Jobs:NodeLease, or a living node looks dead.", [nameof(Heartbeat)]);
        var inner = new List<ValidationResult>();
        Validator.TryValidateObject(Settling, new ValidationContext(Settling), inner, validateAllProperties: true);
        foreach (var result in inner) yield return result;
    }

    private const string Exponential = "exponential";

    private const string BackoffRule =
        "Jobs:Backoff must be a list of waits such as 00:05:00,00:15:00,00:30:00, each above zero and at most a day, or the word exponential.";

    private const string PreflightRule =
        "Jobs:Preflight must be a list of times before due such as 24:00:00,01:00:00, each above zero and at most 7 days, or empty.";

    // TimeSpan.Parse reads 24:00:00 as 24 days, so hours and minutes are read apart.
    private TimeSpan[]? ReadPreflight()
    {
        var times = new List<TimeSpan>();
        foreach (var text in Preflight.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (text.Split(':') is not [var hours, var minutes, .. var rest] || rest.Length > 1) return null;
            if (!Number(hours, 168, out var h) || !Number(minutes, 59, out var m) || !Number(rest.FirstOrDefault() ?? "0", 59, out var s)) return null;
            var time = new TimeSpan(h, m, s);
            if (time <= TimeSpan.Zero || time > TimeSpan.FromDays(7)) return null;
            times.Add(time);
        }
        return [.. times];
    }

    private static bool Number(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;

    private TimeSpan[]? ReadBackoff()
    {
        var waits = new List<TimeSpan>();
        foreach (var text in Backoff.Split(','))
        {
            var understood = TimeSpan.TryParseExact(text.Trim(), ["c", @"h\:mm", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out var wait);
            if (!understood || wait <= TimeSpan.Zero || wait > TimeSpan.FromDays(1)) return null;
            waits.Add(wait);
        }
        return [.. waits];
    }
}

/// <summary>Section <c>Jobs:Settling</c>: the patience with which an unknown outcome is settled.</summary>
public sealed class SettlingOptions
{
    /// <summary>What the platform may still be doing with a picture after the call's deadline.</summary>
    public TimeSpan RemoteProcessing { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for a video.</summary>
    public TimeSpan RemoteVideoProcessing { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far the platform's status may lag behind what it did.</summary>
    public TimeSpan StatusLag { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between the two reads that must both say "not published".</summary>
    public TimeSpan SecondRead { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between the two reads that must both show the same one match.</summary>
    public TimeSpan SecondMatch { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After this a person is asked.</summary>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The same for what waits in an account's own inbox at the network, from its delivery. Default 24 h.</summary>
    public TimeSpan InboxPatience { get; init; } = TimeSpan.FromHours(24);

    /// <summary>All of the waits above and of the ladder of checks (15, 30 s, 1, 2, 5, 10, 30 min) are multiplied by this. For
    /// rehearsals and tests; below 1 it trades safety for speed.</summary>
    [Range(0.001, 10)]
    public double Scale { get; init; } = 1;
}
