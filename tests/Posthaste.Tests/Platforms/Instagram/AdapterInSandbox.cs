using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>The adapter as the server registers it, before a sandbox of its own; both on one clock.</summary>
public abstract class AdapterInSandbox : SandboxFixture
{
    private PlatformHttpHarness? _http;

    internal IPlatform Platform => (_http ??= new PlatformHttpHarness(Time, services => services.AddInstagram(), Settings)).Get<IPlatform>();

    protected virtual Dictionary<string, string?> Settings => new() { ["Platforms:Instagram:GraphBaseUrl"] = Http.BaseAddress!.AbsoluteUri };

    internal static PlatformAccount Baker { get; } = new(Guid.Empty, Account, InstagramLogin.Instagram, new Secret(Token));

    internal PlatformPost Post(PostType type, params string[] files) => new()
    {
        Type = type,
        Caption = type is PostType.Story ? "" : "Fresh bread\n\n#bakery",
        Media = [.. files.Select(Item)],
    };

    internal PlatformMedia Item(string file)
    {
        var isVideo = file.EndsWith(".mp4", StringComparison.Ordinal);
        return new PlatformMedia
        {
            MediaId = new Guid($"00000000-0000-7000-8000-{Math.Abs(file.GetHashCode(StringComparison.Ordinal)) % 100_000_000:d12}"),
            ContentType = isVideo ? "video/mp4" : "image/jpeg",
            Bytes = 1_000,
            Sha256 = "00",
            Width = 1_080,
            Height = 1_080,
            DurationMs = isVideo ? 5_000 : null,
            Url = new Uri(Images.Url(file)),
        };
    }

    /// <summary>A wait lasts until the sandbox has the videos it was told of.</summary>
    internal PipelineRun Run(PlatformPost post, PlatformAccount? account = null) => new(Platform, account ?? Baker, post, Time)
    {
        WhileWaiting = async () => await ControlAsync(HttpMethod.Post, "settle"),
    };

    /// <summary>The same account, connected with the other login.</summary>
    internal async Task<PlatformAccount> WithFacebookAsync() =>
        new(Guid.Empty, Account, InstagramLogin.Facebook, new Secret(await FacebookTokenAsync()));

    internal Task<PipelineRun> PublishedAsync(PlatformPost post) => Run(post).GoAsync();
}
