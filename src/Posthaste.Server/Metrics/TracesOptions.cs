namespace Posthaste.Server.Metrics;

/// <summary>Section <c>Traces</c>.</summary>
public sealed class TracesOptions
{
    public const string Section = "Traces";

    /// <summary>An OTLP collector to send traces to: <c>http://127.0.0.1:4317</c> is spoken to by gRPC, an address with a path such as
    /// <c>http://127.0.0.1:4318/v1/traces</c> by HTTP. Null for none.</summary>
    public Uri? OtlpEndpoint { get; init; }
}
