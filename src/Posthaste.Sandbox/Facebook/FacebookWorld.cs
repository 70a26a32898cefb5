using System.Globalization;
using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Facebook;

/// <summary>What the sandbox knows of Facebook's Pages: their tokens, pictures, reels and posts.</summary>
internal sealed class FacebookWorld
{
    public const string DemoPageId = "61550000000000001";
    public const string DemoToken = FacebookId.TokenPrefix + "token";

    // A step with no small factors makes neighbours look unrelated.
    private const long IdStep = 10_007_117;

    private static readonly string[] _scopes = ["pages_show_list", "pages_read_engagement", "pages_manage_posts"];

    private long _lastPage = 61_550_000_000_000_001;
    private long _lastObject = 122_000_000_000_000_001;
    private long _lastVideo = 99_210_000_000_000_001;

    public FacebookWorld(DateTimeOffset now)
    {
        Pages[DemoPageId] = new FakePage { Id = DemoPageId, Name = "Harbour Bakery", Username = "harbour.bakery" };
        Issue(DemoToken, DemoPageId, _scopes, expiresAt: null, now);
    }

    public static IReadOnlyList<string> AllScopes => _scopes;

    public Dictionary<string, FakePage> Pages { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeToken> Tokens { get; } = new(StringComparer.Ordinal);

    public FacebookSettings Settings { get; set; } = new();

    public Dictionary<string, FakePhoto> Photos { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeReel> Reels { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order in which they went live.</summary>
    public List<FakePagePost> Posts { get; } = [];

    /// <summary>How many of the next reels come to nothing.</summary>
    public int ReelsThatFail { get; set; }

    public FakeToken Issue(string value, string pageId, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        Tokens[value] = new FakeToken { Value = value, AccountId = pageId, IssuedAt = now, ExpiresAt = expiresAt, Scopes = scopes };

    /// <summary>The same sequences at every start; of two posts the greater id is newer.</summary>
    public string NextPage() => (_lastPage += 1).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="NextPage"/>
    public string NextObject() => (_lastObject += IdStep).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="NextPage"/>
    public string NextVideo() => (_lastVideo += IdStep).ToString(CultureInfo.InvariantCulture);

    public FakePagePost? FindPost(string id) => Posts.FirstOrDefault(post => post.Id == id && !post.IsDeleted);

    /// <summary>The picture, where it is this Page's and not dropped.</summary>
    public FakePhoto? FindPhoto(string id, string pageId, DateTimeOffset now) =>
        Photos.GetValueOrDefault(id) is { } photo && photo.PageId == pageId && (now < photo.SentAt.AddSeconds(Settings.PhotoSeconds) || Posts.Exists(post => post.Photos.Contains(photo))) ? photo : null;
}
