using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

public sealed class MediaApiTests(IdleServer server) : IClassFixture<IdleServer>
{
    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_taken_as_the_body()
    {
        var answer = await _server.Http.PostAsync("/api/v1/media?fileName=oven.png", new ByteArrayContent(Samples.Jpeg(640, 480)), Ct);

        var media = await ServerUnderTest.ReadAsync(answer);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/api/v1/media/{media.GetProperty("id").GetString()}", answer.Headers.Location?.ToString());
        Assert.Equal("image/jpeg", media.GetProperty("contentType").GetString());
        Assert.Equal("oven.jpg", media.GetProperty("fileName").GetString());
        Assert.Equal((640, 480), (media.GetProperty("width").GetInt32(), media.GetProperty("height").GetInt32()));
    }

    [Fact]
    public async Task A_picture_is_taken_from_a_form()
    {
        using var form = new MultipartFormDataContent { { new StringContent("hello"), "note" }, { new ByteArrayContent(Samples.Jpeg(321, 321)), "file", "dough.jpg" } };

        var media = await ServerUnderTest.ReadAsync(_server.Http.PostAsync("/api/v1/media", form, Ct));

        Assert.Equal("dough.jpg", media.GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task A_form_without_a_file_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("hello"), "note" } };

        await Problems.AssertAsync(_server.Http.PostAsync("/api/v1/media", form, Ct), HttpStatusCode.BadRequest, "invalid_request", "file");
    }

    [Fact]
    public async Task The_same_bytes_are_one_item()
    {
        var picture = Samples.Jpeg(333, 333);
        var first = await _server.UploadAsync(picture);

        var answer = await _server.Http.PostAsync("/api/v1/media", new ByteArrayContent(picture), Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(first, (await ServerUnderTest.ReadAsync(answer)).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_by_its_bytes() =>
        await Problems.AssertAsync(_server.Http.PostAsync("/api/v1/media", new StringContent("%PDF-1.7 and so on"), Ct), HttpStatusCode.UnsupportedMediaType, "media_type_not_supported", "file");

    [Fact]
    public async Task The_file_comes_back_whole_and_in_ranges()
    {
        var picture = Samples.Jpeg(350, 350);
        var media = await _server.UploadAsync(picture);
        var part = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/media/{media}/content") { Headers = { Range = new RangeHeaderValue(2, 9) } };

        Assert.Equal(picture, await _server.Http.GetByteArrayAsync($"/api/v1/media/{media}/content", Ct));
        var answer = await _server.Http.SendAsync(part, Ct);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(picture[2..10], await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("image/jpeg", (await _server.Http.GetAsync($"/api/v1/media/{media}/thumbnail", Ct)).Content.Headers.ContentType?.MediaType);
        Assert.Equal("image/jpeg", (await _server.Http.GetAsync($"/api/v1/media/{media}/thumbnail?size=small", Ct)).Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Http.GetAsync($"/api/v1/media/{media}/thumbnail?size=tiny", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_check_says_place_by_place_what_is_wrong_and_what_would_be_made()
    {
        var banner = await _server.UploadAsync(Samples.Png(1500, 300), "banner.png");

        var all = (await _server.GetAsync($"/api/v1/media/{banner}/check?platform=instagram")).GetProperty("placements").EnumerateArray()
            .ToDictionary(place => (place.GetProperty("type").GetString(), place.GetProperty("cover").GetBoolean()));
        var padded = await _server.GetAsync($"/api/v1/media/{banner}/check?platform=instagram&type=image&fit=pad");

        Assert.Equal([("image", false), ("carousel", false), ("reel", false), ("reel", true), ("story", false)], all.Keys);
        Assert.Equal([false, false, false, true, true], all.Values.Select(place => place.GetProperty("fits").GetBoolean()));
        var findings = all[("image", false)].GetProperty("findings").EnumerateArray().ToDictionary(finding => finding.GetProperty("rule").GetString()!);
        Assert.True(findings["media_type"].GetProperty("blocks").GetBoolean() && findings["aspect_too_wide"].GetProperty("fixable").GetBoolean());
        Assert.Contains("pad or crop", all[("image", false)].GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((true, "scale"), Rendition(all[("story", false)]));
        Assert.Equal((true, "pad"), Rendition(Assert.Single(padded.GetProperty("placements").EnumerateArray())));
        Assert.True(padded.GetProperty("fits").GetBoolean());
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/media/{banner}/check?platform=instagram&type=poem", Ct), HttpStatusCode.BadRequest, "invalid_request", "type");
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/media/{banner}/check?platform=instagram&fit=stretch", Ct), HttpStatusCode.BadRequest, "invalid_request", "fit");

        static (bool, string?) Rendition(System.Text.Json.JsonElement place) =>
            (place.GetProperty("rendition").GetProperty("needed").GetBoolean(), place.GetProperty("rendition").GetProperty("fit").GetString());
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/media/{banner}/check?platform=myspace", Ct), HttpStatusCode.BadRequest, "invalid_request", "platform");
    }

    [Fact]
    public async Task What_was_made_for_a_post_can_be_looked_at()
    {
        var picture = await _server.UploadAsync(Samples.Png(830, 830), "oven.png");
        var body = new { type = "image", channelIds = new[] { await server.ChannelAsync() }, mediaIds = new[] { picture }, mediaFits = new[] { new { fit = "pad", aspect = "4:5", background = "#000000" } }, at = "2029-02-01T10:00:00Z" };
        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct));

        var file = Assert.Single((await _server.GetAsync($"/api/v1/posts/{post.GetProperty("id").GetGuid()}")).GetProperty("files").EnumerateArray());
        var made = Assert.Single((await _server.GetAsync($"/api/v1/media/{picture}/renditions")).GetProperty("items").EnumerateArray());

        Assert.Equal("4:5", post.GetProperty("mediaFits")[0].GetProperty("aspect").GetString());
        Assert.Equal(made.GetProperty("id").GetGuid(), file.GetProperty("renditionId").GetGuid());
        Assert.Equal(("an Instagram post", 830, 1037), (made.GetProperty("placement").GetString(), made.GetProperty("width").GetInt32(), made.GetProperty("height").GetInt32()));
        var address = $"/api/v1/media/{picture}/renditions/{made.GetProperty("id").GetGuid()}/content";
        Assert.Equal("image/jpeg", (await _server.Http.GetAsync(address, Ct)).Content.Headers.ContentType?.MediaType);
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/media/{picture}/renditions/{Guid.Empty}/content", Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/media/{Guid.Empty}/renditions", Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(_server.Http.DeleteAsync($"/api/v1/media/{picture}", Ct), HttpStatusCode.Conflict, "media_in_use");
    }

    [Fact]
    public async Task What_a_scheduled_post_needs_is_not_deleted()
    {
        var picture = await _server.UploadAsync(Samples.Jpeg(1081, 1081));
        var body = new { type = "image", channelIds = new[] { await server.ChannelAsync() }, mediaIds = new[] { picture }, caption = "Bread", at = "2029-01-01T10:00:00Z" };
        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct));
        var draft = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", mediaIds = new[] { picture } }, Ct));

        var problem = await Problems.AssertAsync(_server.Http.DeleteAsync($"/api/v1/media/{picture}", Ct), HttpStatusCode.Conflict, "media_in_use");
        var users = await _server.GetAsync($"/api/v1/posts?mediaId={picture}");

        Assert.Equal(post.GetProperty("id").GetGuid(), Assert.Single(problem.GetProperty("postIds").EnumerateArray()).GetGuid());
        Assert.Equal([draft.GetProperty("id").GetGuid(), post.GetProperty("id").GetGuid()], users.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_hosted_copy_is_fetched_without_a_key_while_its_signature_is_whole()
    {
        var picture = Samples.Jpeg(360, 360);
        var id = await _server.UploadAsync(picture);
        var store = _server.Services.GetRequiredService<IMediaStore>();
        var item = (await store.FindAsync(Posthaste.Workspaces.Workspace.FirstId, id, Ct))!;
        var copy = await _server.Services.GetRequiredService<IMediaHost>().HostAsync(item.File, TimeProvider.System.GetUtcNow().AddHours(1), Ct);
        using var http = _server.Client(null);

        var answer = await http.GetAsync(copy.Url, Ct);
        Assert.Equal(picture, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.True(answer.Headers.CacheControl!.Private);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, copy.Url), Ct);
        Assert.Equal(picture.Length, head.Content.Headers.ContentLength);
        await Problems.AssertAsync(http.GetAsync(copy.Url.AbsoluteUri.Replace(".jpg", "x.jpg", StringComparison.Ordinal), Ct), HttpStatusCode.NotFound, "not_found");
        await store.DeleteCopyAsync(copy.Id, Ct);
        await Problems.AssertAsync(http.GetAsync(copy.Url, Ct), HttpStatusCode.Gone, "gone");
    }
}
