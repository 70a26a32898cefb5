namespace Posthaste.Media.Probing;

/// <summary>What a probe found in a file.</summary>
internal sealed record MediaFacts
{
    /// <summary>Pixels as displayed.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    public long? DurationMs { get; init; }

    public required string Codec { get; init; }

    /// <inheritdoc cref="MediaItem.Likeness"/>
    public long? Likeness { get; init; }

    public required MediaDetails Details { get; init; }
}

/// <summary>What looking into a file came to.</summary>
internal abstract record ProbeResult
{
    private ProbeResult() { }

    public sealed record Found(MediaFacts Facts) : ProbeResult;

    public sealed record Refused(MediaRefusal Refusal) : ProbeResult;
}
