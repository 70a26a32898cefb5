namespace Posthaste.Posts;

/// <summary>Times as they are kept.</summary>
internal static class Times
{
    /// <summary>The database keeps milliseconds; what was answered must be what is read back.</summary>
    public static DateTimeOffset ToWholeMilliseconds(this DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
