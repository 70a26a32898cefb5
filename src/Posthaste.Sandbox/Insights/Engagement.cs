using System.Text;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Insights;

/// <summary>How people took a post: numbers that look right, grow with the sandbox's clock, never fall, and are the same for the
/// same seed, account and post. Most of them come on the first day.</summary>
internal sealed record Engagement
{
    public required int Views { get; init; }

    public required int Reach { get; init; }

    public required int Likes { get; init; }

    /// <summary>The real ones: what the API made.</summary>
    public required int Comments { get; init; }

    public required int Saved { get; init; }

    public required int Shares { get; init; }

    public required int Reposts { get; init; }

    public required int Follows { get; init; }

    public required int ProfileVisits { get; init; }

    public required int LinkClicks { get; init; }

    public int Interactions => Likes + Comments + Saved + Shares + Reposts;

    public static Engagement Of(World world, FakeMedia media, DateTimeOffset at)
    {
        var account = world.Accounts[media.AccountId];
        var random = new Random(Hash($"{world.Settings.Seed} {media.Id}"));
        var age = Math.Max(0, (at - media.LiveAt).TotalHours);
        // Half after six hours, four fifths after a day, and then ever slower.
        var grown = age / (age + 6);
        var audience = account.FollowersCount * (0.15 + random.NextDouble() * 0.45) * (media.IsReel ? 1.8 : media.IsStory ? 0.4 : 1);
        var reach = audience * grown;
        double Part(double least, double most) => reach * (least + random.NextDouble() * (most - least));
        return new Engagement
        {
            Reach = (int)reach,
            Views = (int)Part(1.1, media.Video is null ? 1.5 : 2.2),
            Likes = (int)Part(0.03, 0.12),
            Saved = (int)Part(0.002, 0.02),
            Shares = (int)Part(0.001, 0.015),
            Reposts = (int)Part(0, 0.004),
            Follows = (int)Part(0, 0.003),
            ProfileVisits = (int)Part(0.005, 0.03),
            LinkClicks = (int)Part(0, 0.005),
            Comments = world.Comments.Values.Count(comment => comment.MediaId == media.Id),
        };
    }

    /// <summary>The same in every process, unlike a string's own hash.</summary>
    public static int Hash(string text)
    {
        var hash = 2_166_136_261u;
        foreach (var c in Encoding.UTF8.GetBytes(text)) hash = (hash ^ c) * 16_777_619u;
        return (int)(hash & 0x7FFF_FFFF);
    }
}
