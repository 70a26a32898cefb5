using Posthaste.Platforms;
using Posthaste.Platforms.Facebook;
using Posthaste.Tests.Platforms.Instagram;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Sandbox.Facebook;

namespace Posthaste.Tests.Platforms.Facebook;

/// <summary>The adapter as the server registers it, before a sandbox of its own; both on one clock.</summary>
public abstract class FacebookInSandbox : FacebookFixture
{
    private PlatformHttpHarness? _http;

    internal IPlatform Platform => Harness.Get<IPlatform>();

    internal IEnumerable<string> LogLines => Harness.Lines;

    internal static PlatformAccount Bakery => new(Guid.Empty, PageId, null, new Secret(PageToken));

    internal static byte[] Picture { get; } = TestJpeg.Make(1_080, 1_080);

    internal static byte[] Film { get; } = TestMp4.Make(seconds: 5, bytes: 400_000);

    private PlatformHttpHarness Harness => _http ??= new PlatformHttpHarness(Time, services => services.AddFacebook(), Settings);

    protected virtual Dictionary<string, string?> Settings => new() { ["Platforms:Facebook:GraphBaseUrl"] = Http.BaseAddress!.AbsoluteUri };

    internal static PlatformPost Text(string caption = "Fresh bread\n\n#bakery", PostOptions? options = null) =>
        new() { Type = PostType.Text, Caption = caption, Media = [], Options = options ?? PostOptions.None };

    internal static PlatformPost Pictures(params byte[][] files) => new()
    {
        Type = files.Length == 1 ? PostType.Image : PostType.Carousel,
        Caption = "Fresh bread",
        Media = [.. files.Select((file, i) => File(file, "image/jpeg") with { AltText = $"Loaf {i + 1}" })],
    };

    internal static PlatformPost Reel(byte[]? file = null, string caption = "Fresh bread") => new()
    {
        Type = PostType.Reel,
        Caption = caption,
        Media = [File(file ?? Film, "video/mp4") with { DurationMs = 5_000, Height = 1_920, FrameRate = 30 }],
    };

    internal static PlatformMedia File(byte[] bytes, string type) => new()
    {
        MediaId = Guid.Empty,
        ContentType = type,
        Bytes = bytes.Length,
        Sha256 = "00",
        Width = 1_080,
        Height = 1_080,
        Reader = new FileReader(_ => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false))),
    };

    internal PipelineRun Start(PlatformPost post) => new(Platform, Bakery, post, Time);

    internal Task<PipelineRun> PublishedAsync(PlatformPost post) => Start(post).GoAsync();

    /// <summary>A post whose publish call was struck.</summary>
    internal async Task<PipelineRun> LostAsync(PlatformPost post, string kind, string when)
    {
        var run = await Start(post).GoAsync(until: "publish");
        await OrderFaultAsync(new { kind, step = "publish", when });
        await run.GoAsync(from: "publish", until: "permalink");
        Assert.IsType<StepResult.Unknown>(run.End);
        return run;
    }

    internal async Task<string> OnlyIdAsync() => (string)Assert.Single(await LiveAsync())!["mediaId"]!;

    protected override void DisposeMore() => _http?.Dispose();
}
