using Posthaste.Platforms;
using Posthaste.Posts;

namespace Posthaste.Tests.Posts;

public sealed class ContentHashTests
{
    private static readonly PlatformPost Post = new()
    {
        Type = PostType.Image,
        Caption = "Hello #world",
        Media = [Media("aa", "a cat"), Media("bb", null)],
        Options = new PostOptions { UserTags = [new UserTag("ann", 0.5, 0.25)] },
    };

    public static TheoryData<string, PlatformPost> Changes => new()
    {
        { "type", Post with { Type = PostType.Carousel } },
        { "caption", Post with { Caption = "Hello #world " } },
        { "other media", Post with { Media = [Media("aa", "a cat"), Media("cc", null)] } },
        { "fewer media", Post with { Media = [Media("aa", "a cat")] } },
        { "order of media", Post with { Media = [Media("bb", null), Media("aa", "a cat")] } },
        { "alt text", Post with { Media = [Media("aa", "a dog"), Media("bb", null)] } },
        { "alt text moved", Post with { Media = [Media("aa", null), Media("bb", "a cat")] } },
        { "place", Post with { Options = Post.Options with { LocationId = "1" } } },
        { "where a tag sits", Post with { Options = new PostOptions { UserTags = [new UserTag("ann", 0.5, 0.26)] } } },
        { "a tag fewer", Post with { Options = PostOptions.None } },
        { "a tag made a collaborator", Post with { Options = new PostOptions { Collaborators = ["ann"] } } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_a_reader_could_see_changes_the_hash(string what, PlatformPost changed) =>
        Assert.True(Of(changed) != Of(Post), what);

    [Fact]
    public void The_account_and_the_network_are_signed_too()
    {
        Assert.NotEqual(ContentHash.Of("instagram", "1", Post), ContentHash.Of("instagram", "2", Post));
        Assert.NotEqual(ContentHash.Of("instagram", "1", Post), ContentHash.Of("tiktok", "1", Post));
        Assert.NotEqual(ContentHash.Of("ab", "c", Post), ContentHash.Of("a", "bc", Post));
    }

    [Fact]
    public void Where_a_copy_is_hosted_does_not_count()
    {
        var hosted = Post with { Media = [.. Post.Media.Select(item => item with { Url = new Uri("https://media.example/x") })] };

        Assert.Equal(Of(Post), Of(hosted));
    }

    // Jobs that wait carry their hash through an upgrade. Where this fails, the form changed: bring it back.
    [Fact]
    public void The_form_never_changes() =>
        Assert.Equal("d9e1aa55e2dd2d4add9fb92c70c2fe89e71ae323272d9b88a6d8ac404b3a5b7c", Of(Post));

    [Fact]
    public void The_order_of_channels_does_not_count_and_their_number_does()
    {
        var (a, b) = (new Guid("01900000-0000-7000-8000-0000000000a1"), new Guid("01900000-0000-7000-8000-0000000000b1"));

        Assert.Equal(ContentHash.OfAll([(a, "1"), (b, "2")]), ContentHash.OfAll([(b, "2"), (a, "1")]));
        Assert.NotEqual(ContentHash.OfAll([(a, "1")]), ContentHash.OfAll([(a, "1"), (b, "2")]));
        Assert.NotEqual(ContentHash.OfAll([(a, "1")]), ContentHash.OfAll([(b, "1")]));
    }

    private static string Of(PlatformPost post) => ContentHash.Of("instagram", "1784", post);

    private static PlatformMedia Media(string sha256, string? altText) => new()
    {
        MediaId = Guid.Empty,
        ContentType = "image/jpeg",
        Bytes = 1,
        Sha256 = sha256,
        Width = 1,
        Height = 1,
        AltText = altText,
    };
}
