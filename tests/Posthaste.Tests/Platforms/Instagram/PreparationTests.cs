using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class PreparationTests : IAsyncLifetime
{
    private InstagramHarness _instagram = null!;

    public async ValueTask InitializeAsync() => _instagram = await InstagramHarness.StartAsync();

    public ValueTask DisposeAsync() => _instagram.DisposeAsync();

    [Fact]
    public void An_image_takes_five_steps_of_which_one_cannot_be_repeated()
    {
        var steps = _instagram.Platform.StepsFor(InstagramHarness.Post);

        Assert.Equal(["create_container", "await_container", "note_recent", "publish", "permalink"], steps.Select(step => step.Name));
        Assert.Equal("publish", Assert.Single(steps, step => step.Kind is StepKind.Irreversible).Name);
        Assert.Equal("create_container", Assert.Single(steps, step => step.NeedsMedia).Name);
    }

    [Fact]
    public async Task A_container_carries_everything_a_picture_has()
    {
        _instagram.OnCreate(new Scripted($$"""{"id":"{{InstagramHarness.ContainerId}}"}"""));
        var post = InstagramHarness.Post with
        {
            Options = new PostOptions
            {
                LocationId = "123",
                Collaborators = ["anna", "bob"],
                UserTags = [new UserTag("anna.b", 0.25, 1)],
            },
        };

        var result = await _instagram.RunAsync("create_container", post: post);

        var checkpoint = ContainerCheckpoint.Read(Assert.IsType<StepResult.Advance>(result).Checkpoint);
        Assert.Equal((InstagramHarness.ContainerId, InstagramHarness.Start), (checkpoint!.ContainerId, checkpoint.CreatedAt));
        Assert.Equal(new Dictionary<string, string>
        {
            ["image_url"] = "https://media.example.com/gr%C3%B6%C3%9Fe.jpg?signature=abc",
            ["caption"] = "Good morning\n\n#coffee",
            ["alt_text"] = "A cup",
            ["location_id"] = "123",
            ["user_tags"] = """[{"username":"anna.b","x":0.25,"y":1}]""",
            ["collaborators"] = """["anna","bob"]""",
        }, _instagram.LastRequest.Fields);
    }

    [Fact]
    public async Task What_a_picture_does_not_have_is_left_out()
    {
        _instagram.OnCreate(new Scripted("""{"id":17900000000000001}"""));
        var post = InstagramHarness.Post with { Caption = "", Media = [InstagramHarness.Post.Media[0] with { AltText = null }] };

        Assert.IsType<StepResult.Advance>(await _instagram.RunAsync("create_container", post: post));

        Assert.Equal(["image_url"], _instagram.LastRequest.Fields.Keys);
    }

    [Fact]
    public async Task With_an_app_secret_every_call_of_Facebook_Login_carries_its_proof()
    {
        await using var instagram = await InstagramHarness.StartAsync(new Dictionary<string, string?> { ["Platforms:Instagram:AppSecret"] = "app-secret" });
        instagram.OnContainer(new Scripted("""{"status_code":"FINISHED"}"""));

        await instagram.RunAsync("await_container", InstagramHarness.Checkpoint());

        Assert.Equal("57c340f7", instagram.LastRequest.Fields["appsecret_proof"][..8]);
        Assert.DoesNotContain(instagram.LogLines, line => line.Contains("57c340f7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_create_call_without_an_answer_may_be_made_again()
    {
        _instagram.OnCreate(Scripted.Broken, new Scripted("{}"), new Scripted("{", 200));

        Assert.IsType<StepResult.Unavailable>(await _instagram.RunAsync("create_container"));
        Assert.IsType<StepResult.Unavailable>(await _instagram.RunAsync("create_container"));
        Assert.IsType<StepResult.Unavailable>(await _instagram.RunAsync("create_container"));
    }

    [Fact]
    public async Task The_wait_a_server_asks_for_is_passed_on()
    {
        _instagram.OnCreate(Scripted.Error(2, status: 503) with { Headers = new Dictionary<string, string> { ["Retry-After"] = "17" } });

        var result = Assert.IsType<StepResult.Unavailable>(await _instagram.RunAsync("create_container"));

        Assert.Equal(TimeSpan.FromSeconds(17), result.RetryAfter);
    }

    [Fact]
    public async Task A_container_is_looked_at_after_3_5_10_20_and_30_seconds_and_then_each_minute()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"IN_PROGRESS","id":"1"}"""));
        var (checkpoint, waits) = (InstagramHarness.Checkpoint(), new List<double>());

        for (var i = 0; i < 7; i++)
        {
            var wait = Assert.IsType<StepResult.Wait>(await _instagram.RunAsync("await_container", checkpoint));
            waits.Add((wait.Until - InstagramHarness.Start).TotalSeconds);
            checkpoint = wait.Checkpoint!;
        }

        Assert.Equal([3, 5, 10, 20, 30, 60, 60], waits);
    }

    [Theory]
    [InlineData(40, 3)]
    [InlineData(41, 60)]
    public void The_eager_preset_looks_every_3_seconds_40_times(int polls, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), ContainerPolling.DelayAfter(new InstagramOptions { PollPreset = PollPreset.Eager }, polls));

    [Fact]
    public async Task A_finished_container_is_ready()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"FINISHED"}"""));

        var advance = Assert.IsType<StepResult.Advance>(await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint()));

        Assert.Equal(InstagramHarness.Checkpoint(), advance.Checkpoint);
    }

    [Theory]
    [InlineData("""{"status_code":"EXPIRED"}""", "container_expired")]
    [InlineData("""{"status_code":"ERROR"}""", "container_error")]
    [InlineData("""{"status_code":"ERROR","status":"Error: Media upload has failed with error code 2207077"}""", "container_error")]
    [InlineData("""{"status_code":"ERROR","status":"2207003"}""", "container_error")]
    public async Task A_container_that_came_to_nothing_is_made_anew(string answer, string code)
    {
        _instagram.OnContainer(new Scripted(answer));

        var result = Assert.IsType<StepResult.Unavailable>(await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint()));

        Assert.Equal((true, code), (result.Restart, result.Error.Code));
    }

    [Fact]
    public async Task A_container_that_failed_over_its_content_is_refused_in_words()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"ERROR","status":"Error: Media upload has failed with error code 2207009"}"""));

        var result = Assert.IsType<StepResult.Rejected>(await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint()));

        Assert.Equal((ErrorKind.FixContent, "2207009", "mediaIds"), (result.Error.Kind, result.Error.Subcode, result.Error.Field));
    }

    [Fact]
    public async Task A_container_that_still_works_after_a_day_is_made_anew()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"IN_PROGRESS"}"""));

        var result = await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint(InstagramHarness.Start.AddHours(-24)));

        Assert.True(Assert.IsType<StepResult.Unavailable>(result).Restart);
    }

    [Fact]
    public async Task A_young_container_that_is_not_found_is_looked_at_again_and_an_old_one_made_anew()
    {
        _instagram.OnContainer(Scripted.Error(100, 33));

        Assert.IsType<StepResult.Wait>(await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint(InstagramHarness.Start.AddSeconds(-5))));
        var old = await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint(InstagramHarness.Start.AddMinutes(-5)));

        Assert.True(Assert.IsType<StepResult.Unavailable>(old).Restart);
    }

    [Fact]
    public async Task A_container_that_is_published_already_is_marked()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"PUBLISHED"}"""));

        var result = await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint());

        Assert.True(ContainerCheckpoint.Read(Assert.IsType<StepResult.Advance>(result).Checkpoint)!.SeenPublished);
    }

    [Fact]
    public async Task Usage_is_reported_and_at_a_hundred_per_cent_a_pause()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"FINISHED"}""")
        {
            Headers = new Dictionary<string, string> { ["X-App-Usage"] = """{"call_count":28,"total_time":101,"total_cputime":25}""", ["x-fb-trace-id"] = "Bx" },
        });

        var trace = (await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint())).Trace;

        Assert.Equal((1, 200, "Bx", InstagramHarness.ContainerId), (trace.Calls, trace.HttpStatus, trace.TraceId, trace.Handle));
        Assert.Equal((101, InstagramHarness.Start.AddHours(1)), (trace.UsagePercent, trace.PauseUntil));
    }

    [Fact]
    public async Task The_posts_that_are_there_already_are_noted()
    {
        _instagram.OnMedia(new Scripted("""{"data":[{"id":"2"},{"id":"1"}]}"""));

        var result = await _instagram.RunAsync("note_recent", InstagramHarness.Checkpoint());

        Assert.Equal(["2", "1"], ContainerCheckpoint.Read(Assert.IsType<StepResult.Advance>(result).Checkpoint)!.KnownIds);
    }

    [Theory]
    [InlineData(1, "Advance")]
    [InlineData(10, "Advance")]
    [InlineData(190, "Unauthorized")]
    [InlineData(80002, "RateLimited")]
    public async Task Noting_stops_a_post_only_where_publishing_would_be_refused_as_well(int code, string expected)
    {
        _instagram.OnMedia(Scripted.Error(code));

        var result = await _instagram.RunAsync("note_recent", InstagramHarness.Checkpoint());

        Assert.Equal(expected, result.GetType().Name);
        if (result is StepResult.Advance advance) Assert.Equal(InstagramHarness.Checkpoint(), advance.Checkpoint);
    }
}
