using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>Instagram's servers, containers and media.</summary>
internal static partial class InstagramErrors
{
    private const string TriesAgain = GraphErrorRows.TriesAgain;
    private const string CheckMediaAddress = "Posthaste tries again. If it keeps failing, open the media's public address from another network: it must answer at once, without sign-in or redirect.";
    private const string UseJpeg = "Save the picture as an ordinary JPEG and use that.";
    private const string ConvertVideo = "Convert the video to MP4 with H.264 and AAC and use that.";

    private static GraphErrorRow[] ServerRows =>
    [
        new(-1, 2207001, GraphErrorClass.Passing, "Instagram's server had an error.", TriesAgain) { SpeaksForCode = true },
    ];

    private static GraphErrorRow[] MediaRows =>
    [
        new(-2, 2207003, GraphErrorClass.Passing, "Instagram took too long to download the media.", CheckMediaAddress, "mediaIds"),
        new(-2, 2207020, GraphErrorClass.NewContainer, "The prepared post expired at Instagram before it was published.", TriesAgain),
        new(-1, 2207032, GraphErrorClass.NewContainer, "Instagram could not prepare the post.", TriesAgain),
        new(-1, 2207053, GraphErrorClass.NewContainer, "Instagram had an unknown error while reading the media.", TriesAgain),
        new(24, 2207006, GraphErrorClass.NotFound, "Instagram does not find the prepared post.", TriesAgain) { SpeaksForCode = true },
        new(24, 2207008, GraphErrorClass.NotFound, "Instagram no longer has the prepared post: it expired or was used.", TriesAgain),
        new(24, 4279009, GraphErrorClass.NotFound, "The network does not find the prepared post yet.", TriesAgain),
        new(24, 2207045, GraphErrorClass.Content, "Instagram does not find the post this refers to.", "Check that it still exists and is public."),
        new(9004, 2207052, GraphErrorClass.NewContainer, "Instagram could not fetch the media from its public address.", CheckMediaAddress, "mediaIds") { SpeaksForCode = true },
        new(9007, 2207027, GraphErrorClass.NotReady, "Instagram is still working on the media.", TriesAgain) { SpeaksForCode = true },
        new(352, 2207026, GraphErrorClass.Content, "Instagram does not take this kind of video file.", ConvertVideo, "mediaIds") { SpeaksForCode = true },
        new(36000, 2207004, GraphErrorClass.Content, "The picture is larger than Instagram's 8 MiB.", "Make the file smaller.", "mediaIds") { SpeaksForCode = true },
        new(36001, 2207005, GraphErrorClass.Content, "Instagram does not take this kind of picture file.", UseJpeg, "mediaIds") { SpeaksForCode = true },
        new(36002, null, GraphErrorClass.Content, "Instagram does not take a picture of this size.", "Use a picture 320 to 1,440 pixels wide.", "mediaIds"),
        new(36003, 2207009, GraphErrorClass.Content, "The picture is too tall or too wide for Instagram.", "Crop it to between 4:5 (tall) and 1.91:1 (wide).", "mediaIds") { SpeaksForCode = true },
    ];

    /// <summary>Subcodes that no page of Meta lists. Where a second try is known to help, there is one: the engine's
    /// count of attempts ends the matter.</summary>
    private static GraphErrorRow[] FieldOnlyRows =>
    [
        new(null, 2207024, GraphErrorClass.NotReady, "Instagram is still working on the media.", TriesAgain),
        new(null, 2207076, GraphErrorClass.NewContainer, "Instagram could not process the media.", CheckMediaAddress, "mediaIds"),
        new(null, 2207077, GraphErrorClass.NewContainer, "Instagram could not download or process the video.", CheckMediaAddress, "mediaIds"),
        new(null, 2207081, GraphErrorClass.Content, "This account may not publish trial reels.", "Publish it as an ordinary reel.", "options.trialGraduation"),
        new(null, 2207082, GraphErrorClass.NewContainer, "Instagram could not process the media: the file may be too large, or music was added to a video without sound.", "Posthaste tries again. If it keeps failing, make the file smaller or leave the music out.", "mediaIds"),
        new(null, 2207085, GraphErrorClass.NewContainer, "Instagram's server gave up on this post.", TriesAgain),
    ];
}
