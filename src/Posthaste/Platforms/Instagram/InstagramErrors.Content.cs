using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>Captions and the extras of a post.</summary>
internal static partial class InstagramErrors
{
    private static GraphErrorRow[] CaptionAndOptionRows =>
    [
        new(36004, 2207010, GraphErrorClass.Content, "The caption is too long for Instagram.", "Use at most 2,200 characters, 30 hashtags and 20 mentions.", "caption") { SpeaksForCode = true },
        new(100, 2207040, GraphErrorClass.Content, "The caption mentions more than 20 accounts.", "Mention at most 20.", "caption"),
        new(100, 2207023, GraphErrorClass.Content, "Instagram does not know this kind of post.", "Choose another type of post.", "type"),
        new(100, 2207028, GraphErrorClass.Content, "A carousel needs 2 to 10 items.", "Add or remove items.", "mediaIds"),
        new(100, 2207035, GraphErrorClass.Content, "A product in a video may not have a position.", "Remove the position of the product.", "options.productTags"),
        new(100, 2207036, GraphErrorClass.Content, "A product in a picture needs a position.", "Give the product a position.", "options.productTags"),
        new(100, 2207037, GraphErrorClass.Content, "A tagged product is not valid.", "Remove the product, or choose one of the account's shop.", "options.productTags"),
        new(100, 9050, GraphErrorClass.Content, "Instagram refused the chosen music.", "Choose another piece, or none.", "options.audio") { LastSubcode = 9064 },
        new(1, 2207057, GraphErrorClass.Content, "The chosen cover moment lies outside the video.", "Choose a moment within the video.", "options.thumbOffsetMs"),
    ];
}
