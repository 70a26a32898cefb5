using System.Text;
using System.Text.Json;
using Posthaste.Platforms;
using Posthaste.Platforms.Bluesky;
using Posthaste.Tests.Platforms.Instagram;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Bluesky;

/// <summary>The adapter against the real server (R-PUB-6, R-PUB-9, R-ACC-1): what it takes, what it refuses, and that a name is taken once.</summary>
public sealed class PdsTests(Pds pds) : IClassFixture<Pds>, IDisposable
{
    private readonly ShiftedTime _time = new();
    private PlatformHttpHarness? _harness;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PlatformHttpHarness Harness => _harness ??= new PlatformHttpHarness(
        _time, services => services.AddBluesky(), new Dictionary<string, string?> { ["Platforms:Bluesky:Server"] = pds.Server.AbsoluteUri });

    private IPlatform Bluesky => Harness.Get<IPlatform>();

    public void Dispose() => _harness?.Dispose();

    [Fact]
    public async Task An_app_password_opens_its_account_by_handle_and_by_DID()
    {
        var byHandle = await ConnectAsync("@" + pds.Baker.Handle, pds.Baker.Password);
        var byDid = await ConnectAsync(pds.Baker.Did, pds.Baker.Password);

        var account = Assert.IsType<ConnectResult.Connected>(byHandle).Account;
        Assert.Equal((pds.Baker.Did, pds.Baker.Handle, pds.Server), (account.RemoteId, account.Username, account.Server));
        Assert.Equal(byHandle, byDid);
    }

    [Theory]
    [InlineData("bakery.test", "aaaa-bbbb-cccc-dddd", "accessToken")]
    [InlineData("nobody.test", "aaaa-bbbb-cccc-dddd", "accessToken")]
    [InlineData("no handle", "aaaa-bbbb-cccc-dddd", "remoteId")]
    public async Task What_opens_nothing_is_refused_by_its_field(string handle, string password, string field)
    {
        var refused = Assert.IsType<ConnectResult.Refused>(await ConnectAsync(handle, password));

        Assert.Equal((field, ErrorKind.ReconnectAccount), (refused.Field, refused.Error.Kind));
        Assert.DoesNotContain(Harness.Lines, line => line.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_goes_out_with_links_people_and_tags_where_they_stand_in_its_bytes()
    {
        var text = $"Brötchen 🥐 von @{pds.Robin.Handle} und @nobody.test: https://bakery.example/a_(b)?c=1. #Bäckerei";

        var run = await PublishAsync(Post(PostType.Text, text));

        Assert.Equal(["prepare Advance", "publish Published"], run.Log);
        var record = (await FindAsync(run)).GetProperty("value");
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text, record.GetProperty("text").GetString());
        Assert.Equal(
            [("@" + pds.Robin.Handle, pds.Robin.Did), ("https://bakery.example/a_(b)?c=1", "https://bakery.example/a_(b)?c=1"), ("#Bäckerei", "Bäckerei")],
            record.GetProperty("facets").EnumerateArray().Select(facet => (Slice(bytes, facet), Value(facet.GetProperty("features")[0]))));
        Assert.Equal($"{pds.Server}profile/{pds.Baker.Handle}/post/{run.RemoteIds["post"].Split('/')[^1]}", run.Links["post"].AbsoluteUri);
    }

    [Fact]
    public async Task Pictures_go_out_with_their_bytes_shapes_and_alt_texts()
    {
        byte[][] files = [TestJpeg.Make(640, 480), TestJpeg.Make(480, 640)];

        var run = await PublishAsync(Post(PostType.Carousel, "Two", files.Select((file, i) => Media(file, "image/jpeg", 640 - (i * 160), 480 + (i * 160)) with { AltText = i == 0 ? "Bread" : null })));

        Assert.Equal(["prepare Advance", "upload Again", "upload Advance", "publish Published"], run.Log);
        var images = (await FindAsync(run)).GetProperty("value").GetProperty("embed").GetProperty("images").EnumerateArray().ToList();
        Assert.Equal([("Bread", 640), ("", 480)], images.Select(image => (image.GetProperty("alt").GetString()!, image.GetProperty("aspectRatio").GetProperty("width").GetInt32())));
        foreach (var (image, file) in images.Zip(files)) Assert.Equal(file, await BlobAsync(image.GetProperty("image")));
    }

    [Fact]
    public async Task A_video_goes_out_as_one()
    {
        var film = TestMp4.Make(bytes: 300_000);

        var run = await PublishAsync(Post(PostType.Reel, "", [Media(film, "video/mp4", 1080, 1920) with { DurationMs = 10_000, AltText = "Dough" }]));

        var embed = (await FindAsync(run)).GetProperty("value").GetProperty("embed");
        Assert.Equal(("app.bsky.embed.video", "Dough"), (embed.GetProperty("$type").GetString()!, embed.GetProperty("alt").GetString()!));
        Assert.Equal(film, await BlobAsync(embed.GetProperty("video")));
    }

    [Fact]
    public async Task A_name_is_taken_once_so_a_repetition_makes_no_second_post()
    {
        var run = await PublishAsync(Post(PostType.Text, "Once"));
        var uri = run.RemoteIds["post"];

        // As after an answer that was lost, and a look that came too early.
        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");
        var evidence = await run.ProbeAsync();

        Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Equal((Witness.Published, true, uri), (evidence.Witness, evidence.OnceOnly, evidence.Post!.RemoteId));
        Assert.Single(await pds.PostsAsync(), post => post.GetProperty("value").GetProperty("text").GetString() == "Once");
    }

    [Fact]
    public async Task What_was_never_written_is_known_not_to_be_there()
    {
        var run = await new PipelineRun(Bluesky, pds.Account(), Post(PostType.Text, "Never"), _time).GoAsync(until: "publish");

        var evidence = await run.ProbeAsync();

        Assert.Equal((Witness.NotPublished, true), (evidence.Witness, evidence.OnceOnly));
    }

    [Fact]
    public async Task A_password_that_ended_keeps_nobody_from_knowing_what_happened()
    {
        var post = Post(PostType.Text, "Settled without a session");
        var run = await PublishAsync(post);

        var evidence = await Bluesky.ProbeAsync(new ProbeCall
        {
            Account = pds.Account("aaaa-bbbb-cccc-dddd"),
            Post = post,
            Checkpoint = run.Checkpoint,
            IntentAt = run.IntentAt,
            DeadlineAt = run.IntentAt.AddSeconds(30),
        }, Ct);
        var step = await Bluesky.RunStepAsync(new StepCall { Step = "prepare", Account = pds.Account("aaaa-bbbb-cccc-dddd"), Post = post }, Ct);

        Assert.Equal((Witness.Published, run.RemoteIds["post"]), (evidence.Witness, evidence.Post!.RemoteId));
        Assert.Equal("AuthenticationRequired", Assert.IsType<StepResult.Unauthorized>(step).Error.Code);
    }

    [Fact]
    public async Task What_is_too_long_is_refused_in_the_servers_words()
    {
        var run = await PublishAsync(Post(PostType.Text, new string('a', 301)));

        var error = Assert.IsType<StepResult.Rejected>(run.End).Error;
        Assert.Equal((ErrorKind.FixContent, "InvalidRequest"), (error.Kind, error.Code));
        Assert.Contains("300", error.PlatformMessage!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_above_the_servers_limit_is_refused_before_anything_is_written()
    {
        var run = await PublishAsync(Post(PostType.Reel, "", [Media(TestMp4.Make(bytes: 6 * 1_024 * 1_024), "video/mp4", 1080, 1920) with { DurationMs = 10_000 }]));

        Assert.Equal("upload", run.EndedAt);
        Assert.Equal((ErrorKind.FixContent, "mediaIds"), (Assert.IsType<StepResult.Rejected>(run.End).Error.Kind, ((StepResult.Rejected)run.End).Error.Field));
    }

    [Fact]
    public async Task One_sign_in_lasts_and_is_renewed_before_it_ends()
    {
        await PublishAsync(Post(PostType.Text, "Before"));
        await PublishAsync(Post(PostType.Text, "Soon after"));
        _time.Advance(TimeSpan.FromHours(2));
        var late = await PublishAsync(Post(PostType.Text, "Two hours later"));

        Assert.Equal(["prepare Advance", "publish Published"], late.Log);
        Assert.Single(Harness.Lines, line => line.Contains("createSession", StringComparison.Ordinal));
        Assert.Single(Harness.Lines, line => line.Contains("refreshSession", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Posts_are_listed_by_time_and_taken_down_once()
    {
        var run = await PublishAsync(Post(PostType.Text, "To be taken down"));
        var (from, until) = (run.IntentAt.AddMinutes(-1), run.IntentAt.AddMinutes(1));

        var listed = await Bluesky.ListPostsAsync(pds.Account(), PostType.Text, from, until, Ct);
        var deleted = await Bluesky.DeleteAsync(pds.Account(), run.RemoteIds["post"], Ct);
        var again = await Bluesky.DeleteAsync(pds.Account(), run.RemoteIds["post"], Ct);

        var mine = Assert.Single(listed.Posts, post => post.RemoteId == run.RemoteIds["post"]);
        Assert.Equal((true, "To be taken down", run.Links["post"]), (listed.Complete, mine.Caption, mine.Permalink));
        Assert.IsType<DeleteResult.Deleted>(deleted);
        Assert.IsType<DeleteResult.AlreadyGone>(again);
        Assert.Equal(Witness.NotPublished, (await run.ProbeAsync()).Witness);
    }

    private Task<ConnectResult> ConnectAsync(string handle, string password) => Bluesky.ConnectAsync(new ConnectCall(new Secret(password), handle, null) { Server = pds.Server }, Ct);

    private Task<PipelineRun> PublishAsync(PlatformPost post) => new PipelineRun(Bluesky, pds.Account(), post, _time).GoAsync();

    private static PlatformPost Post(PostType type, string text, IEnumerable<PlatformMedia>? media = null) => new() { Type = type, Caption = text, Media = [.. media ?? []] };

    private static PlatformMedia Media(byte[] file, string contentType, int width, int height) => new()
    {
        MediaId = Guid.Empty,
        ContentType = contentType,
        Bytes = file.Length,
        Sha256 = "00",
        Width = width,
        Height = height,
        Reader = new FileReader(_ => Task.FromResult<Stream>(new MemoryStream(file, writable: false))),
    };

    private async Task<JsonElement> FindAsync(PipelineRun run)
    {
        Assert.True(run.RemoteIds.ContainsKey("post"), $"{string.Join(", ", run.Log)} {run.End}");
        return Assert.Single(await pds.PostsAsync(), post => post.GetProperty("uri").GetString() == run.RemoteIds["post"]);
    }

    private Task<byte[]> BlobAsync(JsonElement blob) => pds.Http.GetByteArrayAsync(
        new Uri(pds.Address, $"/xrpc/com.atproto.sync.getBlob?did={pds.Baker.Did}&cid={blob.GetProperty("ref").GetProperty("$link").GetString()}"), Ct);

    private static string Slice(byte[] bytes, JsonElement facet)
    {
        var index = facet.GetProperty("index");
        return Encoding.UTF8.GetString(bytes[index.GetProperty("byteStart").GetInt32()..index.GetProperty("byteEnd").GetInt32()]);
    }

    private static string Value(JsonElement feature) => feature.EnumerateObject().Single(field => field.Name != "$type").Value.GetString()!;
}
