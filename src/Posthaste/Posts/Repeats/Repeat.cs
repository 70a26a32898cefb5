using System.Globalization;
using Posthaste.Platforms;

namespace Posthaste.Posts.Repeats;

/// <summary>A channel shows the same twice in a short time.</summary>
/// <param name="Other">The post that shows it too; where several do, one of them.</param>
/// <param name="Username">The channel's, without the @.</param>
/// <param name="Window">Within this it is a repeat.</param>
/// <param name="Due">When the other one is due or was, for people: <see cref="SpokenTime"/>.</param>
/// <param name="IsExact">Every file is the very same; otherwise at least one only looks alike, and the post is not refused for that.</param>
internal sealed record Repeat(RepeatedPost Other, string Username, TimeSpan Window, string Due, bool IsExact)
{
    public PostResult.Refused ToRefusal() => new("repeat", $"{Says} Choose other media or another time, or use force.", Other.PostId);

    /// <summary>Never blocks by itself: scheduling refuses what is exact, unless forced.</summary>
    public Finding ToFinding() => IsExact
        ? new("repeat", "mediaIds", Says, Blocks: false, Advice: "Choose other media or another time; it goes out only with force.")
        : new("repeat_alike", "mediaIds", Says, Blocks: false, Advice: "Make sure that it is meant to be shown again.");

    private string Says => string.Create(CultureInfo.InvariantCulture,
        $"{(IsExact ? "The same media" : "Media that looks the same")} is in the post '{Other.Title}' ({Other.PostId}) on @{Username}, {Due}, less than {Window.TotalDays:0.##} days away.");
}
