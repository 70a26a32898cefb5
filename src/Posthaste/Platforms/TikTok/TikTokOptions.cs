using System.ComponentModel.DataAnnotations;

namespace Posthaste.Platforms.TikTok;

/// <summary>Section <c>Platforms:TikTok</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class TikTokOptions
{
    public const string Section = "Platforms:TikTok";

    private const string ScopeList = @"^[a-z.]+(\s*,\s*[a-z.]+)*$";

    private static readonly Uri TikTokApi = new("https://open.tiktokapis.com");

    /// <summary>Where calls go. A sandbox goes here.</summary>
    [Required]
    public Uri ApiBaseUrl { get; init; } = TikTokApi;

    /// <summary>Where people sign in. Left out it is https://www.tiktok.com, or the sandbox where <see cref="ApiBaseUrl"/> names one: a
    /// rehearsal must not reach the real network by half.</summary>
    public Uri? AuthBaseUrl { get; init; }

    /// <summary>Where posts are shown. Left out as <see cref="AuthBaseUrl"/>.</summary>
    public Uri? WebBaseUrl { get; init; }

    /// <summary>The app, by its key at TikTok. With it and <see cref="ClientSecret"/> people can sign in, and tokens are renewed.</summary>
    public string? ClientKey { get; init; }

    /// <inheritdoc cref="ClientKey"/>
    public string? ClientSecret { get; init; }

    /// <summary>What is asked for, with commas between. Default: what posting needs, and the account's name.</summary>
    [RegularExpression(ScopeList, ErrorMessage = "Platforms:TikTok:Scopes must be a comma list such as user.info.basic,video.publish.")]
    public string Scopes { get; init; } = "user.info.basic,user.info.profile,video.publish";

    /// <summary>The app has passed TikTok's audit. Until then everything posted is for the account's owner alone to see.</summary>
    public bool IsAudited { get; init; }

    /// <summary>How video reaches TikTok. Default <see cref="TikTokHandover.Upload"/>: one request remains at the due instant, and a lost answer can always
    /// be asked about. Photos are always fetched.</summary>
    public TikTokHandover VideoHandover { get; init; } = TikTokHandover.Upload;

    /// <summary>What the address of fetched media begins with, as verified at TikTok; with commas between several. Left out it is not checked ahead.</summary>
    public string? VerifiedPrefixes { get; init; }

    /// <summary>Bytes of one upload request; the last one has at most twice as many. Default 5 MiB, the least that TikTok takes: the
    /// last one is what is sent at the due instant.</summary>
    [Range(5 * 1_024 * 1_024, 32_000_000)]
    public int ChunkBytes { get; init; } = 5 * 1_024 * 1_024;

    /// <summary>How long one request of an upload may take before the due instant. Default 45 s: an attempt has 60.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a publish call may take. Default 30 s; afterwards its outcome is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An upload older than this is begun anew instead of ended. Default 50 min: its address is good for an hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan UploadLife { get; init; } = TimeSpan.FromMinutes(50);

    /// <summary>Calls for one account in a rolling hour: a budget of ours. Default 600. What TikTok allows in a minute is kept to beside it.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerHour { get; init; } = 600;

    /// <summary>Direct posts of one account in a rolling day. Default 15, which TikTok's guidelines name as usual.</summary>
    [Range(1, 10_000)]
    public int PostsPerDay { get; init; } = 15;

    /// <summary>Posts of a rolling day that may wait in one account's inbox. Default 5, which TikTok allows.</summary>
    [Range(1, 10_000)]
    public int InboxPerDay { get; init; } = 5;

    /// <summary>The pause after TikTok said that the account's inbox is full: its owner may finish a post at any time. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan InboxWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The pause after "too many calls" where TikTok names no time. Default one minute, its window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RateLimitWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after TikTok said that the account has posted too much. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan PostLimitWait { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long before its end a token is renewed; it lives for a day. Default 8 h.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "20:00:00")]
    public TimeSpan RenewAhead { get; init; } = TimeSpan.FromHours(8);

    internal Uri EffectiveAuth => AuthBaseUrl ?? OrSandbox("https://www.tiktok.com");

    internal Uri EffectiveWeb => WebBaseUrl ?? OrSandbox("https://www.tiktok.com");

    internal IReadOnlyList<string> ScopeNames => ListIn(Scopes);

    internal IReadOnlyList<string> Prefixes => ListIn(VerifiedPrefixes ?? "");

    /// <summary>Whether a file may be sent there: TikTok says the address of every upload, and its word alone is not enough.</summary>
    internal bool IsUploadHost(Uri address) =>
        address.Authority == ApiBaseUrl.Authority || (address.Scheme == "https" && address.Host.EndsWith(".tiktokapis.com", StringComparison.OrdinalIgnoreCase));

    private static string[] ListIn(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private Uri OrSandbox(string address) => ApiBaseUrl.Host == TikTokApi.Host ? new Uri(address) : ApiBaseUrl;
}

/// <summary>How video reaches TikTok.</summary>
public enum TikTokHandover
{
    /// <summary>Posthaste sends the bytes, and goes on where an interrupted upload ended.</summary>
    Upload,

    /// <summary>TikTok fetches it from a public address, of a host that is verified there.</summary>
    Url,
}
