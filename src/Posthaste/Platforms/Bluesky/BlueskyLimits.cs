namespace Posthaste.Platforms.Bluesky;

/// <summary>What Bluesky's servers count, as data. A server of somebody's own may count otherwise.</summary>
/// <remarks>docs/platforms/bluesky.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class BlueskyLimits
{
    public const int PointsPerHour = 5_000;
    public const int PointsPerDay = 35_000;
    public const int PointsOfCreate = 3;

    public const int SessionsPerWindow = 30;
    public static readonly TimeSpan SessionWindow = TimeSpan.FromMinutes(5);

    /// <summary>Of those, as many as this process takes for one account: others may sign in as well.</summary>
    public const int OwnSessionsPerWindow = 10;

    public const int TextGraphemes = 300;
    public const int TextBytes = 3_000;
    public const int TagGraphemes = 64;

    public const int Images = 4;
    public const long ImageBytes = 2_000_000;

    public const int VideoAltGraphemes = 1_000;

    /// <summary>As many posts as the points of a day allow.</summary>
    public const int PostsPerDay = PointsPerDay / PointsOfCreate;
}
