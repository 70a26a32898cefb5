using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>Instagram allows 400 containers a day: each that was made is counted, and each that may have been.</summary>
public sealed class ContainerCountTests : IAsyncLifetime
{
    private InstagramHarness _instagram = null!;

    public async ValueTask InitializeAsync() => _instagram = await InstagramHarness.StartAsync();

    public ValueTask DisposeAsync() => _instagram.DisposeAsync();

    public static TheoryData<string, int> Answers => new()
    {
        { "made", 1 },
        { "made without a name", 1 },
        { "answer lost", 1 },
        { "answer unreadable", 1 },
        { "server error", 1 },
        { "refused", 0 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_call_that_makes_a_container_counts_unless_it_surely_made_none(string answer, int containers)
    {
        _instagram.OnCreate(answer switch
        {
            "made" => new Scripted($$"""{"id":"{{InstagramHarness.ContainerId}}"}"""),
            "made without a name" => new Scripted("""{"success":true}"""),
            "answer lost" => Scripted.Broken,
            "answer unreadable" => new Scripted("<html>", 502),
            "server error" => Scripted.Error(2, status: 500),
            _ => Scripted.Error(36003),
        });

        var result = await _instagram.RunAsync("create_container");

        Assert.Equal((1, containers), (result.Trace.Calls, result.Trace.Containers));
    }

    [Fact]
    public async Task Looking_at_a_container_makes_none()
    {
        _instagram.OnContainer(new Scripted($$"""{"id":"{{InstagramHarness.ContainerId}}","status_code":"FINISHED"}"""));

        var result = await _instagram.RunAsync("await_container", InstagramHarness.Checkpoint());

        Assert.Equal((1, 0), (result.Trace.Calls, result.Trace.Containers));
    }

    [Fact]
    public async Task Each_item_of_a_carousel_is_one_and_so_is_the_carousel()
    {
        _instagram.OnCreate(new Scripted("""{"id":"1"}"""), new Scripted("""{"id":"2"}"""), new Scripted("""{"id":"3"}"""));
        _instagram.Graph.On("GET", "1", new Scripted("""{"id":"1","status_code":"FINISHED"}"""));
        _instagram.Graph.On("GET", "2", new Scripted("""{"id":"2","status_code":"FINISHED"}"""));
        var post = InstagramHarness.Post with { Type = PostType.Carousel, Media = [InstagramHarness.Post.Media[0], InstagramHarness.Post.Media[0]] };

        var (containers, checkpoint) = (0, (string?)null);
        foreach (var step in new[] { "create_items", "create_items", "create_items", "await_items", "create_container" })
        {
            var result = await _instagram.RunAsync(step, checkpoint, post);
            containers += result.Trace.Containers;
            checkpoint = result is StepResult.Again again ? again.Checkpoint : Assert.IsType<StepResult.Advance>(result).Checkpoint;
        }

        Assert.Equal(3, containers);
        Assert.All(_instagram.Platform.StepsFor(post).Where(step => step.Creates), step => Assert.StartsWith("create_", step.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_call_is_left_the_rest_of_a_carousel_is_looked_at_later()
    {
        _instagram.OnCreate(new Scripted("""{"id":"1"}"""), new Scripted("""{"id":"2"}"""));
        _instagram.Graph.On("GET", "1", new Scripted("""{"id":"1","status_code":"FINISHED"}""")
        {
            Headers = new Dictionary<string, string> { ["X-App-Usage"] = """{"call_count":100}""" },
        });
        var post = InstagramHarness.Post with { Type = PostType.Carousel, Media = [InstagramHarness.Post.Media[0], InstagramHarness.Post.Media[0]] };
        var one = Assert.IsType<StepResult.Again>(await _instagram.RunAsync("create_items", null, post));
        var two = Assert.IsType<StepResult.Again>(await _instagram.RunAsync("create_items", one.Checkpoint, post));

        var result = Assert.IsType<StepResult.Wait>(await _instagram.RunAsync("await_items", two.Checkpoint, post));

        Assert.Equal(1, result.Trace.Calls);
        Assert.NotNull(result.Trace.PauseUntil);
        Assert.DoesNotContain(_instagram.Graph.Requests, request => request.Path == "/v26.0/2");
    }
}
