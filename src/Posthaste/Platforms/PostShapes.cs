namespace Posthaste.Platforms;

/// <summary>A type of post that a network takes, and of how many files.</summary>
public sealed record PostShape(PostType Type, int LeastMedia, int MostMedia);

/// <summary>Which types of posts a network takes. Found out from its own rules (<see cref="IPlatform.Check"/>), so that there is no second list to keep.</summary>
public static class PostShapes
{
    private const int MostAsked = 50;

    public static IReadOnlyList<PostShape> Of(IPlatform platform) => [.. Enum.GetValues<PostType>().Select(type => Of(platform, type)).OfType<PostShape>()];

    private static PostShape? Of(IPlatform platform, PostType type)
    {
        var taken = Enumerable.Range(0, MostAsked + 1).Where(count => Takes(platform, type, count)).ToList();
        return taken.Count == 0 ? null : new PostShape(type, taken[0], taken[^1]);
    }

    private static bool Takes(IPlatform platform, PostType type, int count) =>
        !platform.Check(new PlatformPost { Type = type, Caption = "Words", Media = [.. Enumerable.Repeat(AFile(type), count)] })
            .Any(finding => finding.Code is "type_not_allowed" or "wrong_media_count");

    /// <summary>That the file itself would be refused is of no matter.</summary>
    private static PlatformMedia AFile(PostType type) => new()
    {
        MediaId = Guid.Empty,
        ContentType = type is PostType.Reel or PostType.Video ? "video/mp4" : "image/jpeg",
        DurationMs = type is PostType.Reel or PostType.Video ? 10_000 : null,
        Bytes = 1,
        Sha256 = "",
        Width = 1_080,
        Height = 1_080,
    };
}
