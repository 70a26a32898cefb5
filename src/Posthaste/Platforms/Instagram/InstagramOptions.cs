using System.ComponentModel.DataAnnotations;

namespace Posthaste.Platforms.Instagram;

/// <summary>Section <c>Platforms:Instagram</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed partial class InstagramOptions
{
    public const string Section = "Platforms:Instagram";

    private static readonly Uri FacebookGraph = new("https://graph.facebook.com");

    /// <summary>Where tokens of Facebook Login are used. A sandbox goes here.</summary>
    [Required]
    public Uri GraphBaseUrl { get; init; } = FacebookGraph;

    /// <summary>Where tokens of Instagram Login are used. Left out it is https://graph.instagram.com, or the sandbox
    /// where <see cref="GraphBaseUrl"/> names one: a rehearsal must not reach the real network by half.</summary>
    public Uri? InstagramGraphBaseUrl { get; init; }

    /// <summary>Where video is uploaded to. Left out it is https://rupload.facebook.com, or the sandbox where
    /// <see cref="GraphBaseUrl"/> names one.</summary>
    public Uri? UploadBaseUrl { get; init; }

    /// <summary>How video reaches Instagram. Default <see cref="VideoHandover.Url"/>. Uploading works with Facebook Login;
    /// accounts of Instagram Login are given the address all the same.</summary>
    public VideoHandover VideoHandover { get; init; } = VideoHandover.Url;

    /// <summary>How long one request of an upload may take before it is cut and resumed. Default 45 s: an attempt has 60.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan UploadWindow { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The Graph version all calls name. Default v26.0, released 2026-07-29.</summary>
    [RegularExpression(@"^v\d{1,2}\.\d$", ErrorMessage = "Platforms:Instagram:GraphVersion must look like v26.0.")]
    public string GraphVersion { get; init; } = "v26.0";

    /// <summary>The app of Facebook Login, by its id at Meta. With it and <see cref="AppSecret"/> people can sign in, and pasted tokens tell what they may do.</summary>
    public string? AppId { get; init; }

    /// <summary>Where given, every call of Facebook Login carries its proof (<c>appsecret_proof</c>).</summary>
    public string? AppSecret { get; init; }

    /// <summary>How long a publish call may take. Default 30 s; afterwards its outcome is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Which waits lie between the first looks at a container. Default <see cref="PollPreset.Patient"/>.</summary>
    public PollPreset PollPreset { get; init; } = PollPreset.Patient;

    /// <summary>The wait between looks once those of the preset are used up. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Calls for one account in a rolling hour: a budget of ours. Default 200, what Graph allows an app for each of its users.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerHour { get; init; } = 200;

    /// <summary>A container older than this is made anew instead of published. Default 23.5 h: Instagram drops it at 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ContainerLife { get; init; } = TimeSpan.FromHours(23.5);

    /// <summary>The pause after "too many calls" where Instagram names no time. Default 1 h, its shortest window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RateLimitWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The pause after the day's posts are used up. Default 1 h: the window rolls, so some come back early.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan QuotaWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The pause after Instagram blocked an action as spam. Default 6 h; earlier calls lengthen the block.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan BlockWait { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long after the deadline of a publish call its post may still have appeared. Default 5 min; calls
    /// that took more than two minutes on Instagram's side are on record.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PublishAllowance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The base address for a login product, without a trailing slash.</summary>
    public Uri BaseFor(string? login) => login == InstagramLogin.Instagram ? EffectiveInstagramGraph : GraphBaseUrl;

    /// <summary>Both products answer at one address, as a sandbox does.</summary>
    public bool IsOneHostForBoth() => EffectiveInstagramGraph.Authority == GraphBaseUrl.Authority;

    internal Uri EffectiveUploadBase => UploadBaseUrl ?? OrSandbox("https://rupload.facebook.com");

    internal Uri EffectiveInstagramGraph => InstagramGraphBaseUrl ?? OrSandbox("https://graph.instagram.com");
}

/// <summary>How eagerly a container is looked at.</summary>
public enum PollPreset
{
    /// <summary>After 3, 5, 10, 20 and 30 s.</summary>
    Patient,

    /// <summary>Every 3 s, 40 times.</summary>
    Eager,
}

/// <summary>How video reaches Instagram.</summary>
public enum VideoHandover
{
    /// <summary>Instagram fetches it from a public address.</summary>
    Url,

    /// <summary>Posthaste sends the bytes, and goes on where an interrupted upload ended.</summary>
    Upload,
}

/// <summary>The two login products, as words kept in the database.</summary>
public static class InstagramLogin
{
    /// <summary>Instagram API with Facebook Login: a Page is linked.</summary>
    public const string Facebook = "facebook";

    /// <summary>Instagram API with Instagram Login: no Page needed.</summary>
    public const string Instagram = "instagram";
}
