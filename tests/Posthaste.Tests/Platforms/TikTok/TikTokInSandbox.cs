using System.Text.Json.Nodes;
using Posthaste.Platforms;
using Posthaste.Platforms.TikTok;
using Posthaste.Tests.Platforms.Instagram;
using Posthaste.Tests.Sandbox.TikTok;

namespace Posthaste.Tests.Platforms.TikTok;

/// <summary>The adapter as the server registers it, before a sandbox of its own; both on one clock.</summary>
public abstract class TikTokInSandbox : TikTokFixture
{
    private PlatformHttpHarness? _http;

    internal IPlatform Platform => Harness.Get<IPlatform>();

    internal IEnumerable<string> LogLines => Harness.Lines;

    private PlatformHttpHarness Harness => _http ??= new PlatformHttpHarness(Time, services => services.AddTikTok(), Settings);

    protected virtual Dictionary<string, string?> Settings => new()
    {
        ["Platforms:TikTok:ApiBaseUrl"] = Http.BaseAddress!.AbsoluteUri,
        ["Platforms:TikTok:IsAudited"] = "true",
    };

    internal static PlatformAccount Baker { get; } = new(Guid.Empty, OpenId, TikTokApps.Login, new Secret(TikTokToken));

    internal static PostOptions Public { get; } = new() { Privacy = PostPrivacy.Public };

    internal static PlatformPost Video(byte[] file, PostOptions? options = null) => new()
    {
        Type = PostType.Video,
        Caption = "Fresh bread\n\n#bakery",
        Options = options ?? Public,
        Media =
        [
            new PlatformMedia
            {
                MediaId = Guid.Empty,
                ContentType = "video/mp4",
                Bytes = file.Length,
                Sha256 = "00",
                Width = 1_080,
                Height = 1_920,
                DurationMs = 5_000,
                Reader = new FileReader(_ => Task.FromResult<Stream>(new MemoryStream(file, writable: false))),
            },
        ],
    };

    internal PlatformPost Photos(params string[] files) => new()
    {
        Type = files.Length == 1 ? PostType.Image : PostType.Carousel,
        Caption = "Fresh bread",
        Options = Public,
        Media = [.. files.Select(file => new PlatformMedia
        {
            MediaId = Guid.Empty,
            ContentType = "image/jpeg",
            Bytes = 1_000,
            Sha256 = "00",
            Width = 1_080,
            Height = 1_080,
            Url = new Uri(Images.Url(file)),
        })],
    };

    internal async Task<PipelineRun> StartAsync(PlatformPost post)
    {
        await NeedTokenAsync();
        return new PipelineRun(Platform, Baker, post, Time) { WhileWaiting = async () => await ControlAsync(HttpMethod.Post, "tiktok/settle") };
    }

    internal async Task<PipelineRun> PublishedAsync(PlatformPost post) => await (await StartAsync(post)).GoAsync();

    /// <summary>What the sandbox knows of everything that was begun.</summary>
    internal async Task<JsonArray> BegunAsync() => (await ControlAsync(HttpMethod.Get, "tiktok/posts")).Body["items"]!.AsArray();

    protected override void DisposeMore() => _http?.Dispose();
}
