using System.Globalization;
using System.Text.RegularExpressions;

namespace Posthaste.Platforms.Instagram;

/// <summary>Checks the extras of a post, field by field, for its type.</summary>
internal static partial class OptionRules
{
    private const int MaxCollaborators = 3;
    private const int MaxSponsors = 2;
    private const int MaxCommentLength = 2_200;
    private const int MaxAudioName = 255;

    public static IEnumerable<Finding> Check(PlatformPost post) =>
    [
        .. CheckPeople(post),
        .. CheckTags(post),
        .. CheckReel(post),
        .. CheckLabels(post.Options),
        .. CheckComment(post),
    ];

    private static IEnumerable<Finding> CheckPeople(PlatformPost post)
    {
        var options = post.Options;
        if (options.LocationId is { } location && !Digits().IsMatch(location))
            yield return new("location_malformed", "options.locationId", $"\"{location}\" is not the id of a place: that is a number.");
        if (options.LocationId is not null && post.Type is PostType.Story)
            yield return new("location_not_allowed", "options.locationId", "Instagram takes no place for stories. Remove it.");
        if (options.Collaborators.Count > 0 && post.Type is PostType.Story)
            yield return new("collaborators_not_allowed", "options.collaborators", "Stories have no collaborators. Remove them.");
        if (options.Collaborators.Count > 0 && options.TrialGraduation is not null)
            yield return new("collaborators_not_allowed", "options.collaborators", "A trial reel has no collaborators. Remove them, or publish an ordinary reel.");
        if (options.Collaborators.Count > MaxCollaborators)
            yield return new("too_many_collaborators", "options.collaborators", $"There are {options.Collaborators.Count} collaborators; Instagram allows {MaxCollaborators}. Remove some.");
        for (var i = 0; i < options.Collaborators.Count; i++)
        {
            if (!Username().IsMatch(options.Collaborators[i])) yield return NotAName(options.Collaborators[i], $"options.collaborators[{i}]");
        }
    }

    private static IEnumerable<Finding> CheckTags(PlatformPost post)
    {
        for (var i = 0; i < post.Options.UserTags.Count; i++)
        {
            var (tag, field) = (post.Options.UserTags[i], $"options.userTags[{i}]");
            if (!Username().IsMatch(tag.Username)) yield return NotAName(tag.Username, $"{field}.username");
            var item = post.Media.ElementAtOrDefault(tag.Item ?? 0);
            if (tag.Item is { } index && item is null)
                yield return new("tag_without_item", $"{field}.item", $"There is no item {index.ToString(CultureInfo.InvariantCulture)}: items are counted from 0, and there are {post.Media.Count}.");
            var isVideo = item is not null && ContainerForm.IsVideo(item);
            switch (post.Type)
            {
                case PostType.Carousel when isVideo:
                    yield return new("tag_not_allowed", field, "In a carousel people can be tagged in pictures, not in videos. Remove the tag.");
                    break;
                case PostType.Reel when tag.X is not null || tag.Y is not null:
                    yield return new("position_not_allowed", field, "People in a reel are tagged without a position. Remove x and y.");
                    break;
                case PostType.Story when tag is { X: null, Y: null }:
                case PostType.Reel:
                    break;
                default:
                    if (tag.X is not (>= 0 and <= 1)) yield return NotAPosition(tag.X, "x", "left", "right", field);
                    if (tag.Y is not (>= 0 and <= 1)) yield return NotAPosition(tag.Y, "y", "top", "bottom", field);
                    break;
            }
        }
    }

    private static IEnumerable<Finding> CheckReel(PlatformPost post)
    {
        var options = post.Options;
        if (post.Type is not PostType.Reel)
        {
            foreach (var field in ReelOnly(options)) yield return new("option_not_allowed", $"options.{field}", "Only reels have this. Remove it, or publish a reel.");
            yield break;
        }
        if (post.Cover is { } cover)
        {
            foreach (var finding in MediaRules.CheckCover(cover)) yield return finding with { Message = $"Cover: {finding.Message}" };
            if (options.ThumbOffsetMs is not null)
                yield return new("cover_wins", "options.thumbOffsetMs", "There is a cover picture, so the chosen moment of the video is not used.", Blocks: false);
        }
        var length = post.Media is [var video, ..] ? video.DurationMs : null;
        if (options.ThumbOffsetMs is { } offset && (offset < 0 || offset >= length))
            yield return new("thumb_offset_out_of_range", "options.thumbOffsetMs", $"The cover moment is at {N(offset)} ms; it must lie within the video{(length is { } ms ? $", which is {N(ms)} ms long" : "")}.");
        if (options.AudioName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > MaxAudioName))
            yield return new("audio_name_malformed", "options.audioName", $"The name of the sound has {name.Length} characters; 1 to {MaxAudioName} are allowed.");
    }

    private static IEnumerable<string> ReelOnly(PostOptions options)
    {
        if (options.CoverMediaId is not null) yield return "coverMediaId";
        if (options.ThumbOffsetMs is not null) yield return "thumbOffsetMs";
        if (options.ShareToFeed is not null) yield return "shareToFeed";
        if (options.AudioName is not null) yield return "audioName";
        if (options.TrialGraduation is not null) yield return "trialGraduation";
    }

    private static IEnumerable<Finding> CheckLabels(PostOptions options)
    {
        if (options.SponsorIds.Count > MaxSponsors)
            yield return new("too_many_sponsors", "options.sponsorIds", $"There are {options.SponsorIds.Count} sponsors; Instagram allows {MaxSponsors}. Remove some.");
        for (var i = 0; i < options.SponsorIds.Count; i++)
        {
            if (!Digits().IsMatch(options.SponsorIds[i]))
                yield return new("sponsor_malformed", $"options.sponsorIds[{i}]", $"\"{options.SponsorIds[i]}\" is not the id of an account: that is a number.");
        }
    }

    private static IEnumerable<Finding> CheckComment(PlatformPost post)
    {
        if (post.Options.FirstComment is not { } comment || string.IsNullOrWhiteSpace(comment)) yield break;
        const string field = "options.firstComment";
        if (post.Type is PostType.Story)
            yield return new("comment_not_allowed", field, "Stories have no comments. Remove the first comment.");
        if (comment.Trim().Length > MaxCommentLength)
            yield return new("comment_too_long", field, $"The first comment has {N(comment.Trim().Length)} characters; {N(MaxCommentLength)} are allowed. Shorten it.");
        var hashtags = CaptionText.Hashtags(comment).Count + CaptionText.Hashtags(post.Caption).Count;
        if (hashtags > InstagramRules.Caption.MaxHashtags)
            yield return new("too_many_hashtags", field, $"Caption and first comment have {hashtags} hashtags together; Instagram counts {InstagramRules.Caption.MaxHashtags} and may leave the comment out. Remove some.", Blocks: false);
    }

    private static Finding NotAName(string name, string field) =>
        new("username_malformed", field, $"\"{name}\" is not an account name: letters, digits, . and _, at most 30, without the @.");

    private static Finding NotAPosition(double? value, string axis, string low, string high, string tag) => new(
        "position_out_of_range", $"{tag}.{axis}",
        value is { } found
            ? $"The position {axis} is {found.ToString(CultureInfo.InvariantCulture)}; it goes from 0.0 ({low}) to 1.0 ({high})."
            : $"The position {axis} is missing; in a picture it goes from 0.0 ({low}) to 1.0 ({high}).");

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{1,32}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[A-Za-z0-9._]{1,30}\z")]
    private static partial Regex Username();
}
