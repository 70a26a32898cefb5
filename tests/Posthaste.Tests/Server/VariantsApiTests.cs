using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>What one channel gets differently, as the API takes and tells it.</summary>
public sealed class VariantsApiTests(IdleServer server) : IClassFixture<IdleServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Http => server.Server.Http;

    [Fact]
    public async Task A_variant_is_read_as_it_was_given_and_null_is_as_for_all()
    {
        var channel = await server.ChannelAsync();
        var variant = new { channelId = channel, caption = "", hashtags = new[] { "#rye" }, options = new { firstComment = "Mine", userTags = new[] { new { username = "ann", x = 0.5, y = 0.5 } } } };

        var post = await ServerUnderTest.ReadAsync(CreateAsync(variant));

        var read = Assert.Single((await server.Server.GetAsync(Address(post))).GetProperty("variants").EnumerateArray());
        Assert.Equal((channel, "", "rye"), (read.GetProperty("channelId").GetGuid(), read.GetProperty("caption").GetString(), read.GetProperty("hashtags")[0].GetString()));
        Assert.Equal(("Mine", "ann"), (read.GetProperty("options").GetProperty("firstComment").GetString(), read.GetProperty("options").GetProperty("userTags")[0].GetProperty("username").GetString()));
        Assert.All(["mediaIds", "altTexts", "mediaFits", "coverFit"], field => Assert.Equal(JsonValueKind.Null, read.GetProperty(field).ValueKind));
        Assert.Equal(JsonValueKind.Null, read.GetProperty("options").GetProperty("locationId").ValueKind);
        // What was read can be sent back.
        var again = await ServerUnderTest.ReadAsync(Http.PatchAsJsonAsync(Address(post), new { variants = new[] { read } }, Ct));
        Assert.True(JsonElement.DeepEquals(post.GetProperty("variants"), again.GetProperty("variants")));
    }

    [Fact]
    public async Task An_edit_gives_variants_as_a_whole_and_leaves_them_where_it_says_nothing_of_them()
    {
        var channel = await server.ChannelAsync();
        var post = await ServerUnderTest.ReadAsync(CreateAsync(new { channelId = channel, caption = "Mine", hashtags = new[] { "rye" } }));

        var kept = await ServerUnderTest.ReadAsync(Http.PatchAsJsonAsync(Address(post), new { caption = "Other" }, Ct));
        var changed = await ServerUnderTest.ReadAsync(Http.PatchAsJsonAsync(Address(post), new { variants = new[] { new { channelId = channel, caption = "Yours" } } }, Ct));
        var gone = await ServerUnderTest.ReadAsync(Http.PatchAsJsonAsync(Address(post), new { variants = Array.Empty<object>() }, Ct));

        Assert.Equal("Mine", kept.GetProperty("variants")[0].GetProperty("caption").GetString());
        Assert.Equal(("Yours", JsonValueKind.Null), (changed.GetProperty("variants")[0].GetProperty("caption").GetString(), changed.GetProperty("variants")[0].GetProperty("hashtags").ValueKind));
        Assert.Empty(gone.GetProperty("variants").EnumerateArray());
    }

    [Fact]
    public async Task A_variant_goes_with_its_channel()
    {
        var post = await ServerUnderTest.ReadAsync(CreateAsync(new { channelId = await server.ChannelAsync(), caption = "Mine" }));

        var left = await ServerUnderTest.ReadAsync(Http.PatchAsJsonAsync(Address(post), new { channelIds = Array.Empty<Guid>() }, Ct));

        Assert.Empty(left.GetProperty("variants").EnumerateArray());
    }

    [Fact]
    public async Task A_variant_for_a_channel_that_the_post_does_not_go_to_is_refused_by_its_field() =>
        await Problems.AssertAsync(CreateAsync(new { channelId = Guid.Empty, caption = "Mine" }), HttpStatusCode.UnprocessableEntity, "variant_without_channel", "variants[0].channelId");

    [Fact]
    public async Task What_the_platform_refuses_of_a_variant_is_named_there()
    {
        var channel = await server.ChannelAsync();
        var wide = await server.Server.UploadAsync(Samples.Jpeg(1600, 400), "wide.jpg");

        await Problems.AssertAsync(CreateAsync(new { channelId = channel, mediaIds = new[] { wide }, mediaFits = new[] { new { fit = "original" } } }),
            HttpStatusCode.UnprocessableEntity, "aspect_too_wide", "variants[0].mediaIds[0]");
        await Problems.AssertAsync(CreateAsync(new { channelId = channel, mediaFits = new[] { new { aspect = "4:5" } } }),
            HttpStatusCode.UnprocessableEntity, "aspect_without_fit", "variants[0].mediaFits[0].aspect");
    }

    [Theory]
    [InlineData("""[{"channelId":"01900000-0000-7000-8000-0000000000c1","type":"story"}]""", "variants[0].type")]
    [InlineData("""[{"caption":"Mine"}]""", "variants[0]")]
    [InlineData("""[null]""", "variants[0]")]
    [InlineData("""[{"channelId":"01900000-0000-7000-8000-0000000000c1","hashtags":["a",null]}]""", "variants[0].hashtags[1]")]
    [InlineData("""[{"channelId":"01900000-0000-7000-8000-0000000000c1","options":{"userTags":[null]}}]""", "variants[0].options.userTags[0]")]
    [InlineData("""[{"channelId":"01900000-0000-7000-8000-0000000000c1","options":{"collaborators":[null]}}]""", "variants[0].options.collaborators[0]")]
    [InlineData("""[{"channelId":"01900000-0000-7000-8000-0000000000c1","options":{"sponsorIds":[null]}}]""", "variants[0].options.sponsorIds[0]")]
    public async Task What_a_variant_cannot_have_is_refused_by_its_name(string variants, string field)
    {
        var problem = await Problems.AssertAsync(Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", variants = JsonElement.Parse(variants) }, Ct), HttpStatusCode.BadRequest, "invalid_request");

        Assert.Contains(field, problem.GetProperty("errors").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_as_JSON_has_variants_and_one_as_CSV_what_is_there_for_all()
    {
        var post = await ServerUnderTest.ReadAsync(CreateAsync(new { channelId = await server.ChannelAsync(), caption = "Words for one alone" }));

        var json = await (await Http.GetAsync("/api/v1/exports/posts?format=json", Ct)).Content.ReadAsStringAsync(Ct);
        var csv = await (await Http.GetAsync("/api/v1/exports/posts?format=csv", Ct)).Content.ReadAsStringAsync(Ct);

        Assert.Contains(post.GetProperty("id").GetString()!, csv, StringComparison.Ordinal);
        Assert.Contains("Words for one alone", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Words for one alone", csv, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> CreateAsync(object variant) => await Http.PostAsJsonAsync("/api/v1/posts", new
    {
        type = "image",
        channelIds = new[] { await server.ChannelAsync() },
        mediaIds = new[] { await server.PictureAsync() },
        title = "Bread",
        caption = "Fresh bread",
        variants = new[] { variant },
    }, Ct);

    private static string Address(JsonElement post) => $"/api/v1/posts/{post.GetProperty("id").GetString()}";
}
