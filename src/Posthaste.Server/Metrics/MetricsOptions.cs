using System.ComponentModel.DataAnnotations;

namespace Posthaste.Server.Metrics;

/// <summary>Section <c>Metrics</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>What <c>/metrics</c> asks for as <c>Authorization: Bearer …</c>. Without it, only programs on this machine may ask.</summary>
    [MinLength(16, ErrorMessage = "Metrics:Token must have at least 16 characters, or be left out.")]
    public string? Token { get; init; }

    /// <summary>An OTLP collector to send the figures to, for example <c>http://127.0.0.1:4317</c> (gRPC); null for none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>How often they are sent there.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan OtlpInterval { get; init; } = TimeSpan.FromSeconds(30);
}
