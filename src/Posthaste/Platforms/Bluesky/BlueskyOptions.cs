using System.ComponentModel.DataAnnotations;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Section <c>Platforms:Bluesky</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class BlueskyOptions
{
    public const string Section = "Platforms:Bluesky";

    /// <summary>The server that accounts are at where nobody names another one. A sandbox goes here; other servers are gone to only on the public web.</summary>
    [Required]
    public Uri Server { get; init; } = new("https://bsky.social");

    /// <summary>Where posts are shown. Left out it is https://bsky.app, or the sandbox where <see cref="Server"/> names one.</summary>
    public Uri? WebBaseUrl { get; init; }

    /// <summary>How long sending one file may take. Default 45 s: an attempt has 60.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the call that publishes may take. Default 30 s; afterwards its outcome is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Files that were sent longer ago are sent again before the post: servers throw away what no post refers to. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan FileLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The pause after "too many calls" where the server names no time. Default 5 min, its shortest window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RateLimitWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Calls for one account in a rolling hour: a budget of ours. Default 1,500: were all of them posts, they would be 4,500 of the network's 5,000 points.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerHour { get; init; } = 1_500;

    /// <summary>The largest video that is sent, in bytes. Default 100,000,000; a server may take less, and says so.</summary>
    [Range(1_000_000, 300_000_000)]
    public long MaxVideoBytes { get; init; } = 100_000_000;

    internal Uri EffectiveWeb => WebBaseUrl ?? (Server.IsLoopback ? Server : new Uri("https://bsky.app"));
}
