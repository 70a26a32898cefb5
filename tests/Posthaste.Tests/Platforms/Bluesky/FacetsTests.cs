using Posthaste.Platforms.Bluesky;
using Posthaste.Platforms.Bluesky.Text;

namespace Posthaste.Tests.Platforms.Bluesky;

/// <summary>R-PUB-9: what is linked in a text, and where.</summary>
public sealed class FacetsTests
{
    [Theory]
    [InlineData("See https://example.com/a, please", "Link https://example.com/a")]
    [InlineData("(https://example.com/a_(b)) and (https://example.com/c)", "Link https://example.com/a_(b); Link https://example.com/c")]
    [InlineData("HTTP://EXAMPLE.COM/#top", "Link HTTP://EXAMPLE.COM/#top")]
    [InlineData("by @Ana.Bsky.Social! or a@b.example or @ana", "Mention ana.bsky.social")]
    [InlineData("(@ana.example) @b-c.example.", "Mention ana.example; Mention b-c.example")]
    [InlineData("#bread #2026 #Brötchen_2 C#major", "Tag bread; Tag Brötchen_2")]
    [InlineData("https://example.com/@ana.example #a", "Link https://example.com/@ana.example; Tag a")]
    [InlineData("nothing here", "")]
    public void Links_people_and_tags_are_found(string text, string found) =>
        Assert.Equal(found, string.Join("; ", Facets.In(text).OrderBy(facet => facet.Start).Select(facet => $"{facet.Kind} {facet.Value}")));

    [Fact]
    public void Places_are_counted_in_bytes()
    {
        const string text = "Brötchen 🥐 #Bäckerei";

        var tag = Assert.Single(Facets.In(text));

        Assert.Equal((15, 25), (Facets.ByteAt(text, tag.Start), Facets.ByteAt(text, tag.End)));
    }

    [Fact]
    public void A_tag_longer_than_the_network_takes_is_plain_text() => Assert.Empty(Facets.In("#" + new string('a', 65)));

    [Fact]
    public void Names_of_posts_sort_by_time_come_back_as_it_and_are_never_made_twice()
    {
        var start = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
        var time = new ManualTime(start);
        var names = new TidClock(time);

        var made = Enumerable.Range(0, 1_000).Select(_ => names.Next()).ToList();
        time.Advance(TimeSpan.FromSeconds(1));
        made.Add(names.Next());

        Assert.Equal(made.Order(StringComparer.Ordinal).Distinct(), made);
        Assert.Equal((start, start.AddSeconds(1)), (Tid.TimeOf(made[0])!.Value, Tid.TimeOf(made[^1])!.Value));
        Assert.All(made, name => Assert.Matches("^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$", name));
        // The value the protocol's own pages give for one.
        Assert.NotNull(Tid.TimeOf("3jzfcijpj2z2a"));
        Assert.Null(Tid.TimeOf("self"));
    }
}
