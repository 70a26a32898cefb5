using System.ComponentModel.DataAnnotations;

namespace Posthaste.Platforms.Facebook;

/// <summary>Section <c>Platforms:Facebook</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class FacebookOptions
{
    public const string Section = "Platforms:Facebook";

    private static readonly Uri FacebookGraph = new("https://graph.facebook.com");

    /// <summary>Where Graph is. A sandbox goes here.</summary>
    [Required]
    public Uri GraphBaseUrl { get; init; } = FacebookGraph;

    /// <summary>Where video is uploaded to. Left out it is https://rupload.facebook.com, or the sandbox where <see cref="GraphBaseUrl"/> names one.</summary>
    public Uri? UploadBaseUrl { get; init; }

    /// <summary>The Graph version all calls name. Default v26.0, released 2026-07-29.</summary>
    [RegularExpression(@"^v\d{1,2}\.\d$", ErrorMessage = "Platforms:Facebook:GraphVersion must look like v26.0.")]
    public string GraphVersion { get; init; } = "v26.0";

    /// <summary>The app that the Pages' tokens were made with, by its id at Meta. With it and <see cref="AppSecret"/> a pasted token tells what it may do and when it ends.</summary>
    public string? AppId { get; init; }

    /// <summary>Where given, every call carries its proof (<c>appsecret_proof</c>): then every Page's token must be of this app.</summary>
    public string? AppSecret { get; init; }

    /// <summary>How long sending one picture, or one request of a video's upload, may take. Default 45 s: an attempt has 60.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan UploadWindow { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a publish call may take. Default 30 s; afterwards its outcome is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pictures and videos that were sent longer ago than this are sent anew. Default 20 h: Facebook drops what no post uses after about a day.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "23:00:00")]
    public TimeSpan MediaLife { get; init; } = TimeSpan.FromHours(20);

    /// <summary>Calls for one Page in a rolling hour: a budget of ours. Default 200, what Graph allows an app for each of its users.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerHour { get; init; } = 200;

    /// <summary>The pause after "too many calls" where Facebook names no time. Default 1 h, its shortest window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RateLimitWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The pause after Facebook blocked an action. Default 6 h; earlier calls lengthen the block.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan BlockWait { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long after the deadline of a publish call its post may still have appeared. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PublishAllowance { get; init; } = TimeSpan.FromMinutes(5);

    internal Uri EffectiveUploadBase => UploadBaseUrl ?? (GraphBaseUrl.Host == FacebookGraph.Host ? new Uri("https://rupload.facebook.com") : GraphBaseUrl);
}
