namespace Posthaste;

/// <summary>Makes the ids of rows: version 7, so that they sort by time.</summary>
internal static class NewId
{
    /// <summary>Where the ids of this thread come from; null for chance. A simulation that must replay sets it: an id's last byte
    /// decides which prepare lane a job is in.</summary>
    [ThreadStatic]
    internal static Func<DateTimeOffset, Guid>? Source;

    public static Guid At(DateTimeOffset time) => Source?.Invoke(time) ?? Guid.CreateVersion7(time);
}
