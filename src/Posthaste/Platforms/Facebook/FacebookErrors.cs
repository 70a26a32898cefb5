using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>Every error that somebody documented or met at Pages, as data, beside those that Graph has everywhere.</summary>
/// <remarks>docs/platforms/facebook.md#errors.</remarks>
internal static class FacebookErrors
{
    private const string Network = "Facebook";

    public static GraphErrorTable Table { get; } = new(
        Network,
        [.. GraphErrorRows.Access(Network), .. GraphErrorRows.Limits(Network), .. GraphErrorRows.Server(Network), .. GraphErrorRows.Content(Network), .. MediaRows],
        IsDocumentedRefusal);

    private static GraphErrorRow[] MediaRows =>
    [
        new(324, null, GraphErrorClass.Content, "Facebook does not take this kind of picture file.", "Save the picture as an ordinary JPEG and use that.", "mediaIds"),
        new(352, null, GraphErrorClass.Content, "Facebook does not take this kind of video file.", "Convert the video to MP4 with H.264 and AAC and use that.", "mediaIds"),
        new(6000, null, GraphErrorClass.Passing, "Facebook had trouble with the upload of the video.", GraphErrorRows.TriesAgain, "mediaIds"),
    ];

    /// <summary>As at Instagram: posts have gone live under rate, spam and server errors. A repeat of a recent post (506) is refused before anything is made; whether
    /// the recent post is our own earlier call is asked where there was one.</summary>
    private static bool IsDocumentedRefusal(GraphError error) => error switch
    {
        { Code: 100 } => error.Subcode != 33,
        { Code: 10 or 190 or 324 or 352 or 506 or 1609005 or (>= 200 and <= 299) } => true,
        _ => false,
    };
}
