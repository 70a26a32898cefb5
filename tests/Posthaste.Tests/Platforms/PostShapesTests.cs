using Microsoft.Extensions.DependencyInjection;
using Posthaste.Platforms;
using Posthaste.Platforms.Bluesky;
using Posthaste.Platforms.Facebook;
using Posthaste.Platforms.Instagram;
using Posthaste.Platforms.Mastodon;
using Posthaste.Platforms.TikTok;

namespace Posthaste.Tests.Platforms;

/// <summary>R-UI-2: which posts a network takes is found out from its own rules.</summary>
public sealed class PostShapesTests
{
    [Fact]
    public void The_types_and_counts_are_those_of_the_rules()
    {
        using var harness = new PlatformHttpHarness(TimeProvider.System, services => services.AddInstagram().AddTikTok().AddBluesky().AddMastodon().AddFacebook());
        var platforms = harness.Get<IEnumerable<IPlatform>>().ToDictionary(platform => platform.Name);

        Assert.Equal(
            [new(PostType.Image, 1, 1), new(PostType.Carousel, 2, 10), new(PostType.Reel, 1, 1), new(PostType.Story, 1, 10)],
            PostShapes.Of(platforms["instagram"]));
        Assert.Equal(
            [new(PostType.Image, 1, 35), new(PostType.Carousel, 1, 35), new(PostType.Reel, 1, 1), new(PostType.Video, 1, 1)],
            PostShapes.Of(platforms["tiktok"]));
        Assert.Equal(
            [new(PostType.Image, 1, 1), new(PostType.Carousel, 2, 4), new(PostType.Reel, 1, 1), new(PostType.Video, 1, 1), new(PostType.Text, 0, 0)],
            PostShapes.Of(platforms["bluesky"]));
        Assert.Equal(
            [new(PostType.Image, 1, 1), new(PostType.Carousel, 2, 4), new(PostType.Reel, 1, 1), new(PostType.Video, 1, 1), new(PostType.Text, 0, 0)],
            PostShapes.Of(platforms["mastodon"]));
        Assert.Equal(
            [new(PostType.Image, 1, 1), new(PostType.Carousel, 2, 10), new(PostType.Reel, 1, 1), new(PostType.Video, 1, 1), new(PostType.Text, 0, 0)],
            PostShapes.Of(platforms["facebook"]));
    }
}
