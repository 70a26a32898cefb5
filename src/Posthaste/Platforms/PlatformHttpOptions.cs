using System.ComponentModel.DataAnnotations;

namespace Posthaste.Platforms;

/// <summary>Section <c>Platforms:Http</c>. How this server talks to every network.</summary>
public sealed class PlatformHttpOptions
{
    public const string Section = "Platforms:Http";

    /// <summary>How long one exchange may take, connecting and reading included. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may take to open. Default 10 s: a call that never left can be tried again safely.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer read, in bytes. Default 1 MiB; a longer one counts as lost.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int MaxAnswerBytes { get; init; } = 1_024 * 1_024;
}
