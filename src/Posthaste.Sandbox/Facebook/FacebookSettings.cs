namespace Posthaste.Sandbox.Facebook;

/// <summary>How Facebook's Pages behave, for all of them. Read and changed at <c>/sandbox/facebook/settings</c>.</summary>
internal sealed record FacebookSettings
{
    /// <summary>From the call that publishes a reel until it is live.</summary>
    public double ReelProcessingSeconds { get; init; } = 0.3;

    /// <summary>How far the status of a reel is behind the truth.</summary>
    public double StatusLagSeconds { get; init; }

    /// <summary>How late a post or a reel appears in the lists of its Page.</summary>
    public double ListLagSeconds { get; init; }

    /// <summary>How long a picture is kept that no post uses.</summary>
    public double PhotoSeconds { get; init; } = 86_400;

    /// <summary>How long a text may not be posted again (506). Nobody documents it.</summary>
    public double RepeatSeconds { get; init; } = 600;

    /// <summary>Reels of a Page in any 24 hours.</summary>
    public int ReelsPerDay { get; init; } = 30;

    /// <summary>Whether the attachments of posts name their pictures.</summary>
    public bool TellsPhotoIds { get; init; } = true;

    public string? Problem()
    {
        double[] seconds = [ReelProcessingSeconds, StatusLagSeconds, ListLagSeconds, PhotoSeconds, RepeatSeconds];
        if (seconds.Any(value => value is not (>= 0 and <= 31_536_000))) return "Seconds must be between 0 and a year.";
        return ReelsPerDay < 0 ? "Limits must not be negative." : null;
    }
}
