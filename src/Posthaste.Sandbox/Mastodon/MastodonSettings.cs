namespace Posthaste.Sandbox.Mastodon;

/// <summary>How the server behaves, for everybody. Read and changed at <c>/sandbox/mastodon/settings</c>.</summary>
internal sealed record MastodonSettings
{
    /// <summary>As in <c>/api/v2/instance</c>; one with "compatible" in it is other software.</summary>
    public string Version { get; init; } = "4.5.0";

    public int MaxCharacters { get; init; } = 500;

    public int LinkLength { get; init; } = 23;

    public int MaxFiles { get; init; } = 4;

    public int MaxDescription { get; init; } = 1_500;

    public long MaxImageBytes { get; init; } = 16 * 1_024 * 1_024;

    public long MaxVideoBytes { get; init; } = 99 * 1_024 * 1_024;

    /// <summary>From the last byte until a picture may be posted; 0 is at once.</summary>
    public double ImageProcessingSeconds { get; init; }

    public double VideoProcessingSeconds { get; init; } = 0.3;

    /// <summary>How long a repeated call with the same key makes no second post.</summary>
    public double KeySeconds { get; init; } = 3_600;

    /// <summary>How long a file is kept that no post uses.</summary>
    public double OrphanSeconds { get; init; } = 86_400;

    /// <summary>Older servers leave out files that another post has; newer ones refuse the post.</summary>
    public bool LeavesOutUsedFiles { get; init; }

    public int CallsPerFiveMinutes { get; init; } = 300;

    public int FilesPerHalfHour { get; init; } = 30;

    public int DeletesPerHalfHour { get; init; } = 30;

    public string? Problem()
    {
        double[] seconds = [ImageProcessingSeconds, VideoProcessingSeconds, KeySeconds, OrphanSeconds];
        if (seconds.Any(value => value is not (>= 0 and <= 31_536_000))) return "Seconds must be between 0 and a year.";
        long[] counts = [MaxCharacters, LinkLength, MaxFiles, MaxDescription, MaxImageBytes, MaxVideoBytes, CallsPerFiveMinutes, FilesPerHalfHour, DeletesPerHalfHour];
        return counts.Any(count => count < 0) ? "Limits must not be negative." : null;
    }
}
