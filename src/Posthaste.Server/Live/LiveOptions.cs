using System.ComponentModel.DataAnnotations;

namespace Posthaste.Server.Live;

/// <summary>Section <c>Live</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>Connections that one member, or one key, may have open on this node. Default 20; more answer 429.</summary>
    [Range(1, 10_000)]
    public int ConnectionsPerMember { get; init; } = 20;

    /// <summary>How often open connections are asked for whether they would be let in again. Default 5 s. A key that is revoked, a session that is ended and a
    /// member who is removed are noticed sooner, by their event.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:05:00")]
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(5);
}
