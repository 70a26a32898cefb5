using System.Net;
using System.Net.Sockets;
using System.Text;
using Posthaste.Cli;
using Posthaste.Cli.Watching;
using Posthaste.Tests.Nodes;
using Posthaste.Tests.Platforms;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli;

/// <summary>R-OPS-1 and R-OPS-6 over bad lines: what is lost is sent again and happens once, and a watch outlives its server.</summary>
[Collection(SharedCliServer.Name)]
public sealed class CliConnectionTests(CliServer desk)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_is_lost_is_asked_for_again_and_there_is_one_post()
    {
        await using var wire = new FaultyWire(new IPEndPoint(IPAddress.Loopback, new Uri(desk.Url).Port)) { LoseCommitEvery = 2 };
        var call = new CliCall(desk) { Environment = new() { ["POSTHASTE_SERVER"] = wire.Url.AbsoluteUri, ["POSTHASTE_API_KEY"] = ServerUnderTest.ApiKey } };

        // The wire loses the answer to every other request that has this word in it.
        var first = await call.RunAsync("post", "create", "--type", "text", "--title", "One loaf COMMIT", "-q");
        var second = await (call with { Out = new() }).RunAsync("post", "create", "--type", "text", "--title", "Two loaf COMMIT", "-q");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (first.Code, second.Code));
        Assert.Equal(1, wire.LostCommits);
        var posts = (await desk.Server.GetAsync("/api/v1/posts?search=loaf%20COMMIT")).GetProperty("items");
        Assert.Equal([second.Out.Trim(), first.Out.Trim()], posts.EnumerateArray().Select(post => post.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task An_edit_whose_answer_is_lost_is_not_repeated_and_the_command_says_so()
    {
        var post = await desk.DraftAsync();
        await using var wire = new FaultyWire(new IPEndPoint(IPAddress.Loopback, new Uri(desk.Url).Port)) { LoseCommitEvery = 1 };

        var result = await new CliCall(desk) { Environment = new() { ["POSTHASTE_SERVER"] = wire.Url.AbsoluteUri, ["POSTHASTE_API_KEY"] = ServerUnderTest.ApiKey } }
            .RunAsync("post", "edit", post, "--caption", "COMMIT");

        Assert.Equal(ExitCode.Unreachable, result.Code);
        Assert.Contains("Whether the change was made is not known: look before you repeat it.", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, wire.LostCommits);
    }

    [Fact]
    public async Task Who_is_told_to_wait_waits_and_tries_again_under_the_same_key()
    {
        var keys = new List<string>();
        await using var server = new RawServer((request, socket) =>
        {
            keys.Add(HeaderOf(request, "Idempotency-Key"));
            return keys.Count == 1
                ? AnswerAsync(socket, "429 Too Many Requests", """{"title":"Too Many Requests","status":429,"code":"rate_limited","detail":"Wait.","traceId":"1"}""", "Retry-After: 1")
                : AnswerAsync(socket, "200 OK", """{"id":"01900000-0000-7000-8000-000000000001"}""");
        });

        var result = await At(server).RunAsync("post", "submit", Guid.NewGuid().ToString(), "-q");

        Assert.Equal((ExitCode.Ok, "01900000-0000-7000-8000-000000000001\n"), (result.Code, result.Out));
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
        Assert.NotEqual("", keys[0]);
    }

    [Fact]
    public async Task A_wait_of_an_hour_is_not_waited_for()
    {
        await using var server = new RawServer((_, socket) =>
            AnswerAsync(socket, "429 Too Many Requests", """{"title":"Too Many Requests","status":429,"code":"rate_limited","detail":"Wait.","traceId":"1"}""", "Retry-After: 3600"));

        var result = await At(server).RunAsync("post", "submit", Guid.NewGuid().ToString());

        Assert.Equal((ExitCode.Unreachable, "Too Many Requests (429 rate_limited)\nWait.\n"), (result.Code, result.Error));
    }

    [Theory]
    [InlineData("302 Found", "", ExitCode.Unexpected, "The server sends on to http://127.0.0.1:9/.")]
    [InlineData("200 OK", "<html>", ExitCode.Unexpected, "This is no answer of a Posthaste server.")]
    [InlineData("502 Bad Gateway", "<html>", ExitCode.Unreachable, "answers that the server is away")]
    [InlineData("500 Internal Server Error", """{"title":"Internal Server Error","status":500,"code":"internal_error","detail":"It failed.","traceId":"abc1"}""", ExitCode.Unexpected, "in the server's log: abc1")]
    public async Task What_answers_strangely_is_said_and_no_redirect_is_followed(string status, string body, int code, string says)
    {
        var requests = 0;
        await using var server = new RawServer((_, socket) =>
        {
            requests++;
            return AnswerAsync(socket, status, body, "Location: http://127.0.0.1:9/");
        });

        var result = await At(server).RunAsync("whoami");

        Assert.Equal((code, 1), (result.Code, requests));
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_outlives_a_restart_of_the_server_and_misses_nothing()
    {
        var call = new CliCall(desk) { IsTerminal = true };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = call.RunUntilAsync(["watch", "--kind", "post"], end.Token);
        await call.Error.HeardAsync("Watching");
        var before = await desk.DraftAsync();
        await call.Out.HeardAsync(before);

        await desk.Server.RestartAsync();
        var after = await desk.DraftAsync();
        await call.Out.HeardAsync(after);
        await end.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, (await watching).Code);
        var lines = call.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(lines, line => line.Contains(before, StringComparison.Ordinal));
        Assert.Matches($"^.* Europe/Berlin  post.created  {after}", lines.Single(line => line.Contains(after, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_live_connection_tells_of_a_change_at_once_and_comes_back_after_a_restart()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var live = new LiveConnection(new Uri(desk.Url + "/"), ServerUnderTest.ApiKey, TimeProvider.System);
        var running = live.RunAsync(end.Token);
        // The first message of a connection says to look at everything.
        await NextAsync(live);
        Assert.True(live.IsOpen);

        await desk.DraftAsync();
        await NextAsync(live);
        await desk.Server.RestartAsync();
        // The loss, then the new connection.
        do await NextAsync(live);
        while (!live.IsOpen);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task NextAsync(LiveConnection live)
    {
        var begun = TimeProvider.System.GetTimestamp();
        await live.NextAsync(TimeSpan.FromSeconds(25), Ct);
        Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), "nothing was told");
    }

    private CliCall At(RawServer server) => new(desk) { Environment = new() { ["POSTHASTE_SERVER"] = server.Address.AbsoluteUri, ["POSTHASTE_API_KEY"] = "ph_some_key" } };

    private static string HeaderOf(string request, string name) =>
        request.Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault("");

    private static async Task<bool> AnswerAsync(Socket socket, string status, string body, string header = "X-None: 1")
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        return true;
    }
}
