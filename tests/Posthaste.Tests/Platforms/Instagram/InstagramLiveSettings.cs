using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>The real account the live tests use, from environment variables.</summary>
/// <remarks>docs/platforms/instagram.md#against-the-real-instagram.</remarks>
internal sealed record InstagramLiveSettings
{
    private const string Prefix = "POSTHASTE_LIVE_INSTAGRAM_";

    public required PlatformAccount Account { get; init; }

    public string? AppSecret { get; init; }

    /// <summary>A sandbox, to rehearse the tests themselves; null for the real Instagram.</summary>
    public string? GraphUrl { get; init; }

    /// <summary>A public JPEG, 4:5 to 1.91:1.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>A public MP4 that is fit for a reel.</summary>
    public string? VideoUrl { get; init; }

    /// <summary>Skips the test, loudly, where something is missing.</summary>
    public static InstagramLiveSettings Require(bool image = false, bool video = false, bool publishing = false)
    {
        List<string> needed = ["TOKEN", "ACCOUNT", "LOGIN"];
        if (image) needed.Add("IMAGE_URL");
        if (video) needed.Add("VIDEO_URL");
        if (publishing) needed.Add("PUBLISH");
        var missing = needed.Where(name => Read(name) is null).Select(name => Prefix + name).ToList();
        if (missing.Count > 0) Assert.Skip($"Nothing was asked of the real Instagram. Set {string.Join(", ", missing)} to run this.");

        var login = Read("LOGIN")!;
        Assert.True(login is InstagramLogin.Facebook or InstagramLogin.Instagram, $"{Prefix}LOGIN is facebook or instagram.");
        if (publishing) Assert.True(Read("PUBLISH") == "yes", $"{Prefix}PUBLISH is yes, or not set: these tests really publish.");
        return new InstagramLiveSettings
        {
            Account = new PlatformAccount(Guid.Empty, Read("ACCOUNT")!, login, new Secret(Read("TOKEN")!)),
            AppSecret = Read("APP_SECRET"),
            GraphUrl = Read("GRAPH_URL"),
            ImageUrl = Read("IMAGE_URL"),
            VideoUrl = Read("VIDEO_URL"),
        };
    }

    private static string? Read(string name) =>
        Environment.GetEnvironmentVariable(Prefix + name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
