using System.Globalization;
using Posthaste.Tests.Media;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Crash;

/// <summary>A kind of post that takes its own way through the pipeline.</summary>
/// <param name="Name">As in failure messages.</param>
/// <param name="Type">As in the API.</param>
/// <param name="Files">What it is made of.</param>
/// <param name="Comment">The first comment; null for none.</param>
internal sealed record PostKind(string Name, string Type, IReadOnlyList<Lazy<byte[]>> Files, string? Comment = null)
{
    private static readonly Lazy<byte[]> Square = new(() => TestJpeg.Make(1080, 1080));
    private static readonly Lazy<byte[]> Other = new(() => TestJpeg.Make(1080, 1080, "the other one"));
    private static readonly Lazy<byte[]> Film = new(() => Samples.Ffmpeg([
        "-f", "lavfi", "-i", "testsrc2=size=360x640:rate=30", "-t", "4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4"]));

    private static readonly Lazy<byte[]> TallFilm = new(() => Samples.Ffmpeg([
        "-f", "lavfi", "-i", "testsrc2=size=540x960:rate=30", "-t", "4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4"]));

    // What lies behind the film is skipped by every reader.
    private static readonly Lazy<byte[]> LongFilm = new(() => [.. Film.Value, 0, 176, 0, 0, .. "free"u8, .. new byte[(176 << 16) - 8]]);

    public static readonly PostKind Image = new("image", "image", [Square]);
    public static readonly PostKind Carousel = new("carousel", "carousel", [Square, Other]);
    public static readonly PostKind Reel = new("reel", "reel", [Film]);
    public static readonly PostKind Story = new("story", "story", [Square]);
    public static readonly PostKind StorySet = new("story set", "story", [Square, Other]);
    public static readonly PostKind Commented = new("image with first comment", "image", [Square], "Open until six.");

    public static readonly PostKind TikTokVideo = new("TikTok video", "video", [Film]) { Platform = "tiktok" };
    public static readonly PostKind TikTokLongVideo = new("TikTok video in chunks", "video", [LongFilm]) { Platform = "tiktok" };
    public static readonly PostKind TikTokPhotos = new("TikTok photos", "carousel", [Square, Other]) { Platform = "tiktok" };

    public static readonly PostKind BlueskyPictures = new("Bluesky pictures", "carousel", [Square, Other]) { Platform = "bluesky" };
    public static readonly PostKind BlueskyText = new("Bluesky text", "text", []) { Platform = "bluesky" };
    public static readonly PostKind MastodonText = new("Mastodon text", "text", []) { Platform = "mastodon" };
    public static readonly PostKind MastodonPicture = new("Mastodon picture", "image", [Square]) { Platform = "mastodon" };

    public static readonly PostKind FacebookText = new("Facebook text", "text", []) { Platform = "facebook" };
    public static readonly PostKind FacebookPictures = new("Facebook pictures", "carousel", [Square, Other]) { Platform = "facebook" };
    public static readonly PostKind FacebookReel = new("Facebook reel", "reel", [TallFilm]) { Platform = "facebook" };

    /// <summary>Of Instagram, which take turns.</summary>
    public static readonly IReadOnlyList<PostKind> All = [Image, Carousel, Reel, Story, StorySet, Commented];

    /// <summary>What chooses the kinds of this run: <c>POSTHASTE_TEST_SEED</c>, or else the day, so that they take turns.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("POSTHASTE_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber;

    /// <summary>As in the API.</summary>
    public string Platform { get; init; } = "instagram";

    /// <summary>How many things of it go live, its comment left out.</summary>
    public int Posts => Type == "story" ? Files.Count : 1;

    public bool IsFilm => Files.Contains(Film) || Files.Contains(LongFilm) || Files.Contains(TallFilm);

    /// <summary>The one whose turn it is.</summary>
    /// <param name="turn">Any number; its neighbours get other kinds.</param>
    /// <param name="among">Null for all.</param>
    public static PostKind ForTurn(int turn, IReadOnlyList<PostKind>? among = null)
    {
        among ??= All;
        return among[(int)((uint)(Seed + turn) % (uint)among.Count)];
    }

    public override string ToString() => Name;
}
