using System.ComponentModel.DataAnnotations;

namespace Posthaste.Server.SignIn;

/// <summary>Section <c>Api</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Requests of one key or member that change something, in a minute. Default 60; more answer 429 with Retry-After.</summary>
    [Range(1, 100_000)]
    public int WritesPerMinute { get; init; } = 60;

    /// <summary>Proxies before the server whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed: a comma list of
    /// addresses and networks (<c>10.0.0.0/8</c>). Null believes none.</summary>
    public string? TrustedProxies { get; init; }
}
