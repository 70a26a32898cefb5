using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Server.Fixtures;

/// <summary>Every file that a place takes passes, goes out byte for byte, and once; what does not fit goes out where it can be made fit.</summary>
public sealed class GoodFileTests(FixtureDesk desk) : IClassFixture<FixtureDesk>
{
    private static readonly object s_asItIs = new { fit = "original" };
    private static readonly object s_padded = new { fit = "pad" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_file_passes_and_goes_out_as_it_is_exactly_once()
    {
        await Rows.AllAsync(GoodFiles.All.Select((row, i) => (Row: row, Channel: desk.Channels[i % desk.Channels.Count])), entry => $"{entry.Row.Type} {entry.Row.Name}", async entry =>
        {
            var row = entry.Row;
            var media = await desk.UploadAsync(row.Name);
            var place = Assert.Single((await desk.Server.GetAsync($"/api/v1/media/{media}/check?platform=instagram&type={row.Type}")).GetProperty("placements").EnumerateArray(),
                placement => !placement.GetProperty("cover").GetBoolean());
            Assert.True(place.GetProperty("fits").GetBoolean(), place.ToString());
            Assert.DoesNotContain(place.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("blocks").GetBoolean());
            Assert.Equal(row.Hint is null ? [] : [row.Hint], place.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()!));

            await AssertPublishedAsync(await PublishAsync(row.Type, [media], [s_asItIs], entry.Channel), [Hash(row.Name)]);
        });

        Assert.Equal(desk.Published.Order(StringComparer.Ordinal), (await desk.LiveAsync()).Select(live => live.GetProperty("mediaId").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ten_good_files_go_out_as_one_carousel_in_their_order()
    {
        string[] names = ["1080x1080.jpg", "plain.mp4", "1080x566.jpg", "grey.jpg", "fps60.mp4", "full.jpg", "mov.mov", "320x320.jpg", "hevc.mp4", "1440x1800.jpg"];
        var media = await Task.WhenAll(names.Select(desk.UploadAsync));

        await AssertPublishedAsync(await PublishAsync("carousel", media, [.. names.Select(_ => s_asItIs)], desk.Channels[0]), [.. names.Select(Hash)]);
    }

    /// <summary>One of each kind of reason; with the whole lot it would be the renderers that are tested again.</summary>
    [Fact]
    public async Task A_bad_file_that_can_be_made_fit_is_and_goes_out() => await Rows.AllAsync(
        Sample("400x800.jpg", "1080x560.jpg", "alpha.png", "a.heic", "stereo.jpg", "heavy1.jpg", "fps15.mp4", "fps75.mp4", "w1922.mp4", "640x60.mp4", "vp8.webm", "prores.mov",
            "fields.mp4", "wide43.mp4", "last.mp4", "pcm.mov", "hz96.mp4", "ch6.mp4"), row => row.Name, async row =>
        {
            var post = await PublishAsync(row.Type, [await desk.UploadAsync(row.Name)], [s_padded], desk.Channels[1]);

            var file = Assert.Single((await desk.Server.GetAsync($"/api/v1/posts/{post}")).GetProperty("files").EnumerateArray());
            Assert.Equal(JsonValueKind.String, file.GetProperty("renditionId").ValueKind);
            var made = await desk.Server.Http.GetByteArrayAsync($"/api/v1/media/{file.GetProperty("mediaId").GetString()}/renditions/{file.GetProperty("renditionId").GetString()}/content", Ct);
            await AssertPublishedAsync(post, [Convert.ToHexStringLower(SHA256.HashData(made))]);
        });

    [Fact]
    public async Task A_bad_file_that_cannot_be_made_fit_is_refused_with_every_fit() => await Rows.AllAsync(
        Sample("s05.mp4", "s29.mp4", "s903.mp4", "s61.mp4", "plain.mp4", "400x500.jpg").SelectMany(row => "scale pad crop original".Split(' ').Select(fit => (Row: row, Fit: fit))),
        entry => $"{entry.Row.Name} {entry.Fit}", async entry =>
        {
            var answer = await PostAsync(entry.Row.Type, [await desk.UploadAsync(entry.Row.Name)], [new { fit = entry.Fit }], desk.Channels[0]);

            await Problems.AssertAsync(answer, System.Net.HttpStatusCode.UnprocessableEntity, entry.Row.Reasons[0].Rule, "mediaIds[0]");
        });

    [Fact]
    public async Task A_post_whose_file_was_to_be_made_fit_is_held_back_once_the_workspace_sends_originals_only()
    {
        await SetPolicyAsync("pad");
        var answer = await PostAsync("image", [await desk.UploadAsync("1080x1440.jpg")], [], desk.Channels[0]);
        var post = (await ServerUnderTest.ReadAsync(answer)).GetProperty("id").GetGuid();

        await SetPolicyAsync("original");

        var readiness = await desk.Server.GetAsync($"/api/v1/posts/{post}/readiness");
        Assert.Contains("aspect_too_tall", readiness.ToString(), StringComparison.Ordinal);
        Assert.False(readiness.GetProperty("ready").GetBoolean());
        await Problems.AssertAsync(desk.Server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct), System.Net.HttpStatusCode.UnprocessableEntity, "aspect_too_tall", "mediaIds[0]");
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.True(GoodFiles.All.Select(row => row.Name).Distinct().Count() >= 60);

    private static IEnumerable<BadFile> Sample(params string[] names) => names.Select(name => BadFiles.All.First(row => row.Name == name));

    private string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(desk.BytesOf(name)));

    private async Task SetPolicyAsync(string policy) => await ServerUnderTest.ReadAsync(desk.Server.Http.PatchAsJsonAsync("/api/v1/workspace", new { mediaPolicy = policy }, Ct));

    private Task<HttpResponseMessage> PostAsync(string type, IReadOnlyList<Guid> media, IReadOnlyList<object> fits, Guid channel) => desk.Server.Http.PostAsJsonAsync("/api/v1/posts",
        new { type, channelIds = new[] { channel }, mediaIds = media, mediaFits = fits }, Ct);

    /// <returns>The post's id.</returns>
    private async Task<Guid> PublishAsync(string type, IReadOnlyList<Guid> media, IReadOnlyList<object> fits, Guid channel)
    {
        var post = (await ServerUnderTest.ReadAsync(await PostAsync(type, media, fits, channel))).GetProperty("id").GetGuid();
        await ServerUnderTest.ReadAsync(desk.Server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        return post;
    }

    /// <summary>One post of the ledger is this one, with exactly these bytes.</summary>
    private async Task AssertPublishedAsync(Guid post, IReadOnlyList<string> hashes)
    {
        JsonElement job = default;
        await Eventually.TrueAsync(async () =>
        {
            job = Assert.Single((await desk.Server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items").EnumerateArray());
            return job.GetProperty("state").GetString() is "published" or "needs_attention";
        }, "the job has come to an end", () => job.ToString());
        Assert.True(job.GetProperty("state").GetString() == "published", job.ToString());

        desk.Published.Add(job.GetProperty("remoteId").GetString()!);
        var live = Assert.Single(await desk.LiveAsync(), live => live.GetProperty("mediaId").GetString() == job.GetProperty("remoteId").GetString());
        Assert.Equal(hashes, live.GetProperty("mediaSha256s").EnumerateArray().Select(hash => hash.GetString()!));
    }
}
