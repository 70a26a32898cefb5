using System.ComponentModel.DataAnnotations;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Section <c>Platforms:Mastodon</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class MastodonOptions
{
    public const string Section = "Platforms:Mastodon";

    /// <summary>The server that is meant where nobody names one; left out, one must be named. A sandbox goes here: with an address on this machine
    /// servers may be named that the world does not reach.</summary>
    public Uri? Server { get; init; }

    /// <summary>The longest text, as Mastodon counts. Default 500, which is its own; raise it where all servers of this installation take more. What an
    /// account's server really takes is asked before each post.</summary>
    [Range(1, 100_000)]
    public int MaxCharacters { get; init; } = 500;

    /// <summary>How long sending one file may take. Default 45 s: an attempt has 60.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a publish call may take. Default 30 s; afterwards its outcome is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Files that were sent longer ago than this are sent anew. Default 20 h: Mastodon sweeps what no post uses after a day.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "23:00:00")]
    public TimeSpan MediaLife { get; init; } = TimeSpan.FromHours(20);

    /// <summary>Calls for one account in a rolling hour: a budget of ours. Default 1,200; Mastodon allows 300 in five minutes.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerHour { get; init; } = 1_200;

    /// <summary>The pause after "too many calls" where the server names no time. Default five minutes, its window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RateLimitWait { get; init; } = TimeSpan.FromMinutes(5);
}
