using FsCheck.Fluent;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class UploadTests : IAsyncLifetime
{
    private readonly ManualTime _time = new(InstagramHarness.Start);
    private UploadHost _host = null!;
    private PlatformHttpHarness _http = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IPlatform Platform => _http.Get<IPlatform>();

    public async ValueTask InitializeAsync()
    {
        _host = await UploadHost.StartAsync(Ct);
        _http = new PlatformHttpHarness(_time, services => services.AddInstagram(), new Dictionary<string, string?>
        {
            ["Platforms:Instagram:GraphBaseUrl"] = _host.Address.AbsoluteUri,
            ["Platforms:Instagram:VideoHandover"] = "Upload",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_video_is_handed_over_with_its_size_and_the_token_where_that_host_wants_it()
    {
        var file = Bytes(20_000);

        var run = await Run(file).GoAsync(until: "await_container");

        Assert.Null(run.End);
        Assert.Equal(file, _host.Received);
        Assert.Equal((0, 20_000, $"OAuth {InstagramHarness.Token}"), Assert.Single(_host.Requests));
        Assert.DoesNotContain(_http.Lines, line => line.Contains(InstagramHarness.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interrupted_upload_goes_on_where_it_ended()
    {
        var file = Bytes(200_000);
        _host.Cuts.Enqueue(50_000);

        var run = await Run(file).GoAsync(until: "await_container");

        Assert.Null(run.End);
        Assert.Equal(file, _host.Received);
        Assert.Equal([0, 50_000], _host.Requests.Select(request => request.Offset));
    }

    [Fact]
    public async Task A_server_that_died_in_the_middle_asks_how_far_it_got()
    {
        var file = Bytes(200_000);
        var run = await Run(file).GoAsync(until: "upload");
        var saved = run.Checkpoint;
        _host.Cuts.Enqueue(70_000);
        await Platform.RunStepAsync(Call("upload", saved, file), Ct);

        // Nothing of that was saved.
        await run.GoAsync(from: "upload", until: "await_container");

        Assert.Equal(file, _host.Received);
        Assert.Equal([0, 70_000], _host.Requests.Select(request => request.Offset));
    }

    [Fact]
    public async Task An_upload_that_fills_its_time_is_cut_and_resumed_in_a_new_run()
    {
        var file = Bytes(4_000_000);
        _host.HoldAfter = 100_000;
        var run = await Run(file).GoAsync(until: "upload");

        var sending = Platform.RunStepAsync(Call("upload", run.Checkpoint, file), Ct);
        await _host.Held;
        _time.Advance(TimeSpan.FromSeconds(45));
        var wait = Assert.IsType<StepResult.Wait>(await sending);

        Assert.Equal(_time.GetUtcNow(), wait.Until);
        run.Checkpoint = wait.Checkpoint;
        await run.GoAsync(from: "upload", until: "await_container");
        Assert.Equal(file, _host.Received);
    }

    [Fact]
    public async Task An_upload_that_never_gets_ahead_is_given_up_with_its_container()
    {
        for (var i = 0; i < 100; i++) _host.Refusals.Enqueue(new Scripted("""{"debug_info":{"retriable":true,"type":"OtherError","message":"busy"}}""", 400));

        var run = await Run(Bytes(1_000)).GoAsync();

        Assert.Equal("upload_stalled", Assert.IsType<StepResult.Unavailable>(run.End).Error.Code);
        Assert.Equal((4, 16), (_host.Containers, _host.Requests.Count));
    }

    [Theory]
    [InlineData("""{"debug_info":{"retriable":false,"type":"ProcessingFailedError","message":"{\"code\":2207026}"}}""", typeof(StepResult.Rejected))]
    [InlineData("""{"debug_info":{"retriable":false,"type":"ProcessingFailedError","message":"Request processing failed"}}""", typeof(StepResult.Unavailable))]
    [InlineData("""{"debug_info":{"retriable":false,"type":"PartialRequestError","message":"Partial request"}}""", typeof(StepResult.Wait))]
    [InlineData("""{"debug_info":{"retriable":false,"type":"NotAuthorizedError","message":"unauthorized"}}""", typeof(StepResult.Unauthorized))]
    [InlineData("""{"error":{"message":"Expired","type":"OAuthException","code":190}}""", typeof(StepResult.Unauthorized))]
    [InlineData("<html>", typeof(StepResult.Wait))]
    public async Task What_the_uploading_host_answers_is_told_apart(string answer, Type expected)
    {
        var file = Bytes(1_000);
        var run = await Run(file).GoAsync(until: "upload");
        _host.Refusals.Enqueue(new Scripted(answer, 400));

        var result = await Platform.RunStepAsync(Call("upload", run.Checkpoint, file), Ct);

        Assert.Equal(expected, result.GetType());
    }

    [Fact]
    public async Task A_file_that_is_gone_is_tried_again_and_nothing_is_sent()
    {
        var run = await Run(Bytes(1_000)).GoAsync(until: "upload");
        var post = Post(Bytes(1_000));
        post = post with { Media = [post.Media[0] with { Reader = new FileReader(_ => throw new FileNotFoundException()) }] };

        var result = await Platform.RunStepAsync(Call("upload", run.Checkpoint, Bytes(1_000)) with { Post = post }, Ct);

        Assert.Equal("file_unreadable", Assert.IsType<StepResult.Unavailable>(result).Error.Code);
        Assert.Empty(_host.Requests);
    }

    [Fact]
    public async Task Wherever_it_is_cut_the_whole_file_arrives()
    {
        var cuts = Gen.Choose(1, 60_000).ListOf().Where(list => list.Count < 8).ToArbitrary();
        var cases = cuts.Generator.Sample(25);
        foreach (var (list, i) in cases.Select((list, i) => (list, i)))
        {
            var file = Bytes(150_000 + i);
            _host.Requests.Clear();
            _host.Cuts.Clear();
            foreach (var cut in list) _host.Cuts.Enqueue(cut);

            await Run(file).GoAsync(until: "await_container");

            Assert.Equal(file, _host.Received);
        }
    }

    [Fact]
    public void Only_accounts_of_Facebook_Login_can_do_without_a_public_address()
    {
        var post = Post(Bytes(1));

        Assert.False(Platform.StepsFor(post, InstagramHarness.Account())[0].NeedsMedia);
        Assert.True(Platform.StepsFor(post, InstagramHarness.Account(InstagramLogin.Instagram))[0].NeedsMedia);
        Assert.True(Platform.StepsFor(post)[0].NeedsMedia);
        Assert.True(Platform.StepsFor(post with { Cover = InstagramHarness.Post.Media[0] }, InstagramHarness.Account())[0].NeedsMedia);
    }

    [Fact]
    public async Task An_account_of_Instagram_Login_is_given_the_address_instead()
    {
        var post = Post(Bytes(1_000));
        var run = new PipelineRun(Platform, InstagramHarness.Account(InstagramLogin.Instagram), post with { Media = [post.Media[0] with { Url = new Uri("https://media.example.com/a.mp4") }] }, _time);

        await run.GoAsync(until: "await_container");

        Assert.Empty(_host.Requests);
        Assert.Contains("upload Advance", run.Log);
    }

    private PipelineRun Run(byte[] file) => new(Platform, InstagramHarness.Account(), Post(file), _time);

    private static StepCall Call(string step, string? checkpoint, byte[] file) =>
        new() { Step = step, Account = InstagramHarness.Account(), Post = Post(file), Checkpoint = checkpoint };

    private static PlatformPost Post(byte[] file) => ReelTests.Post with
    {
        Media = [ReelTests.Video with { Bytes = file.Length, Reader = new FileReader(_ => Task.FromResult<Stream>(new MemoryStream(file, writable: false))) }],
    };

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
