using Posthaste.Platforms;
using Posthaste.Platforms.Mastodon;
using Posthaste.Tests.Platforms.Instagram;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Sandbox.Mastodon;

namespace Posthaste.Tests.Platforms.Mastodon;

/// <summary>The adapter as the server registers it, before a sandbox of its own; both on one clock.</summary>
public abstract class MastodonInSandbox : MastodonFixture
{
    private PlatformHttpHarness? _http;

    internal IPlatform Platform => Harness.Get<IPlatform>();

    internal IEnumerable<string> LogLines => Harness.Lines;

    internal PlatformAccount Baker => new(Guid.Empty, $"{UserId}@{Http.BaseAddress!.Authority}", null, new Secret(MastodonToken)) { Server = Http.BaseAddress };

    internal static byte[] Picture { get; } = TestJpeg.Make(1_080, 1_080);

    private PlatformHttpHarness Harness => _http ??= new PlatformHttpHarness(Time, services => services.AddMastodon(), Settings);

    protected virtual Dictionary<string, string?> Settings => new() { ["Platforms:Mastodon:Server"] = Http.BaseAddress!.AbsoluteUri };

    internal static PlatformPost Text(string caption = "Fresh bread\n\n#bakery", PostOptions? options = null) =>
        new() { Type = PostType.Text, Caption = caption, Media = [], Options = options ?? PostOptions.None };

    internal static PlatformPost Pictures(params byte[][] files) => new()
    {
        Type = files.Length == 1 ? PostType.Image : PostType.Carousel,
        Caption = "Fresh bread",
        Media = [.. files.Select((file, i) => File(file, "image/jpeg") with { AltText = $"Loaf {i + 1}" })],
    };

    internal static PlatformPost Video(byte[] file) => new()
    {
        Type = PostType.Video,
        Caption = "Fresh bread",
        Media = [File(file, "video/mp4") with { DurationMs = 5_000 }],
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

    internal PipelineRun Start(PlatformPost post) => new(Platform, Baker, post, Time);

    internal Task<PipelineRun> PublishedAsync(PlatformPost post) => Start(post).GoAsync();

    protected override void DisposeMore() => _http?.Dispose();
}
