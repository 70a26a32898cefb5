namespace Posthaste.Sandbox.Videos;

/// <summary>Why a container ends in ERROR. The platform tells only the subcode, within a sentence; 2207076 and beyond are not on
/// its error page and known from the field.</summary>
/// <param name="Subcode">As in “Media upload has failed with error code 2207026”.</param>
/// <param name="Reason">For the person at the sandbox; the platform keeps it to itself.</param>
internal sealed record VideoFailure(int Subcode, string Reason)
{
    /// <summary>Whether it shows at once, because processing never began.</summary>
    public bool IsEarly { get; init; }

    /// <summary>352: what the file is made of.</summary>
    public static VideoFailure Format(string reason) => new(2207026, reason);

    /// <summary>36003: width to height.</summary>
    public static VideoFailure Shape(string reason) => new(2207009, reason);

    public static VideoFailure ThumbOffset(string reason) => new(2207057, reason);

    /// <summary>The bytes are a film of the right kind, but broken; or were not servable yet.</summary>
    public static VideoFailure Processing(string reason) => new(2207076, reason);

    public static VideoFailure Download(string reason) => new(2207077, reason) { IsEarly = true };

    public static VideoFailure Music(string reason) => new(2207082, reason);

    public static VideoFailure TooLarge(long bytes) => new(2207082, $"the file has {bytes} bytes, which are too many");

    /// <summary>-2.</summary>
    public static VideoFailure TooSlow() => new(2207003, "the download took too long") { IsEarly = true };

    public static VideoFailure Cover(Graph.GraphError error) => new(error.Subcode ?? 2207052, $"the cover: {error.UserMessage ?? error.Message}");

    /// <returns>Null when the bytes are here.</returns>
    public static VideoFailure? Of(FetchedVideo fetched) => fetched.Outcome switch
    {
        VideoFetchOutcome.Fetched => null,
        VideoFetchOutcome.TooSlow => TooSlow(),
        VideoFetchOutcome.TooLarge => TooLarge(fetched.Total),
        VideoFetchOutcome.NotYet => Processing(fetched.Problem) with { IsEarly = true },
        _ => Download(fetched.Problem),
    };
}
