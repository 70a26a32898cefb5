using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Cli;
using Posthaste.Tests.Media;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli;

/// <summary>R-OPS-6: each way in which a command ends has its code, and says what to do.</summary>
[Collection(SharedCliServer.Name)]
public sealed class CliExitCodeTests(CliServer desk)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Unrecognized command or argument 'craete'.", "post", "craete")]
    [InlineData("\"bread\" is no id of a post; expected is a UUID, complete.", "post", "show", "bread")]
    [InlineData("oven.jpg cannot be read: there is no such file.", "media", "upload", "bread.jpg", "oven.jpg")]
    [InlineData("Say what it is: --type image|carousel|reel|story|video|text.", "post", "create", "--caption", "Bread")]
    [InlineData("--at \"soon\" is no time; expected is one such as 2030-03-01T18:00+01:00", "post", "create", "--type", "text", "--at", "soon")]
    [InlineData("--time-zone is for a time by the clock", "post", "create", "--type", "text", "--at", "2030-03-01T18:00Z", "--time-zone", "UTC")]
    [InlineData("--option \"isAiGenerated=perhaps\": expected is true or false.", "post", "create", "--type", "text", "--option", "isAiGenerated=perhaps")]
    [InlineData("No channel is called \"@nobody\"", "post", "create", "--type", "text", "--channel", "@nobody")]
    [InlineData("--wait needs --at, --next-slot or --publish-now", "post", "create", "--type", "text", "--wait")]
    [InlineData("--limit expects a number from 1 to 100000.", "post", "list", "--limit", "0")]
    [InlineData("Unrecognized command or argument '--api-key'.", "whoami", "--api-key", "x")]
    public async Task What_is_wrong_with_the_line_itself_is_2_and_sends_nothing(string says, params string[] args)
    {
        var before = (await desk.Server.GetAsync("/api/v1/posts?limit=200")).GetProperty("items").GetArrayLength();

        var result = await desk.RunAsync(args);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await desk.Server.GetAsync("/api/v1/posts?limit=200")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_key_that_is_not_good_or_may_not_do_this_is_3()
    {
        var viewer = await ServerUnderTest.ReadAsync(desk.Server.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "looks on", role = "viewer" }, Ct));

        var wrong = await With("ph_wrong_key").RunAsync("post", "list");
        var may = await With(viewer.GetProperty("key").GetString()!).RunAsync("post", "list");
        var mayNot = await With(viewer.GetProperty("key").GetString()!).RunAsync("post", "create", "--type", "text");

        Assert.Equal((ExitCode.NotAllowed, ExitCode.Ok, ExitCode.NotAllowed), (wrong.Code, may.Code, mayNot.Code));
        Assert.Contains("(401 unauthorized)", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("posthaste sign-in", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("(403 right_missing)", mayNot.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_4()
    {
        var result = await desk.RunAsync("jobs", "show", Guid.NewGuid().ToString());

        Assert.Equal(ExitCode.NotFound, result.Code);
        Assert.Contains("(404 not_found)", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public async Task What_the_server_refuses_is_5_with_the_field_and_the_way_out()
    {
        await File.WriteAllBytesAsync(Path.Combine(desk.Folder, "banner.jpg"), Samples.Jpeg(1600, 400), Ct);
        var wide = await desk.RunAsync("post", "create", "--type", "image", "--channel", desk.Channel.ToString(), "--media", "banner.jpg");
        var asJson = await desk.RunAsync("post", "create", "--type", "image", "--channel", desk.Channel.ToString(), "--media", Guid.NewGuid().ToString(), "--json");

        Assert.Equal((ExitCode.Refused, ExitCode.Refused), (wide.Code, asJson.Code));
        Assert.StartsWith("Unprocessable Entity (422 aspect_too_wide)\n", wide.Error, StringComparison.Ordinal);
        Assert.Contains("  mediaIds[0]: ", wide.Error, StringComparison.Ordinal);
        var problem = JsonElement.Parse(asJson.Error);
        Assert.Equal("unknown_media", problem.GetProperty("code").GetString());
        Assert.Equal("", asJson.Out);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_6()
    {
        var result = await new CliCall(desk) { Environment = new() { ["POSTHASTE_SERVER"] = $"http://127.0.0.1:{Ports.Next()}", ["POSTHASTE_API_KEY"] = ServerUnderTest.ApiKey } }
            .RunAsync("post", "create", "--type", "text");

        Assert.Equal(ExitCode.Unreachable, result.Code);
        Assert.Contains("cannot be reached: nothing takes the connection. Is the server running?", result.Error, StringComparison.Ordinal);
        // It cannot have arrived, so there is nothing to look for.
        Assert.DoesNotContain("not known", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_what_a_person_must_look_at_is_7()
    {
        // The sandbox's place without coordinates.
        var result = await desk.RunAsync("post", "create", "--type", "image", "--channel", desk.Channel.ToString(), "--media", "bread.jpg", "--option", "locationId=100000000000404", "--publish-now", "--wait");

        Assert.Equal(ExitCode.NotPublished, result.Code);
        Assert.Contains("needs_attention (content)", result.Out, StringComparison.Ordinal);
        Assert.Contains("instagram: not published, needs_attention (content). ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_that_takes_longer_than_one_wants_is_7_too()
    {
        var post = await desk.DraftAsync();

        var result = await desk.RunAsync("post", "schedule", post, "--at", "2031-01-01T10:00Z", "--wait", "--timeout", "1s");

        Assert.Equal(ExitCode.NotPublished, result.Code);
        Assert.Contains("scheduled", result.Out, StringComparison.Ordinal);
        Assert.Contains("Not at an end after 1s.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_130()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var call = new CliCall(desk) { IsTerminal = true };
        var watching = call.RunUntilAsync(["watch"], interrupt.Token);
        await call.Error.HeardAsync("Watching");

        await interrupt.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, (await watching).Code);
    }

    private CliCall With(string key) => new(desk) { Environment = new() { ["POSTHASTE_SERVER"] = desk.Url, ["POSTHASTE_API_KEY"] = key } };
}
