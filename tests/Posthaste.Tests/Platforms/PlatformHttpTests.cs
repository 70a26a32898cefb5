using System.Net.Sockets;
using System.Text;
using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

public sealed class PlatformHttpTests : IDisposable
{
    private const string Token = "IGQVsecret-token";

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly PlatformHttpHarness _harness;

    public PlatformHttpTests() => _harness = new PlatformHttpHarness(_time, settings: new Dictionary<string, string?>
    {
        ["Platforms:Http:MaxAnswerBytes"] = "2048",
    });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_publish_request_whose_reader_hangs_up_arrives_once_and_counts_as_lost(bool reusedConnection)
    {
        await using var server = RawServer.HangingUpAfterPublish();
        if (reusedConnection) Assert.IsType<HttpAnswer.Answered>(await _harness.Http.SendOnceAsync(Publish(server) with { Address = new Uri(server.Address, "/warm") }, Ct));

        var answer = await _harness.Http.SendOnceAsync(Publish(server), Ct);

        Assert.IsType<HttpAnswer.Lost>(answer);
        Assert.Equal(1, server.PublishRequests);
        // A repeated request would be on its way before this one, which opens a connection of its own.
        await _harness.Http.SendAsync(Read(server), Ct);
        Assert.Equal(1, server.PublishRequests);
    }

    [Fact]
    public async Task Without_a_body_the_runtime_itself_would_send_it_several_times()
    {
        await using var server = RawServer.HangingUpAfterPublish();
        using var handler = PlatformHttpSetup.CreateHandler(new PlatformHttpOptions(), TimeSpan.FromSeconds(10));
        using var http = new HttpClient(handler);

        await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync(new Uri(server.Address, "/publish"), null, Ct));

        Assert.True(server.PublishRequests > 1, "The runtime no longer repeats such requests: good news, and this test can go.");
        var before = server.PublishRequests;
        Assert.IsType<HttpAnswer.Lost>(await _harness.Http.SendAsync(Publish(server) with { Body = null }, Ct));
        Assert.Equal(before + 1, server.PublishRequests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_a_person_named_is_gone_to_only_on_the_public_web(bool once)
    {
        await using var server = RawServer.HangingUpAfterPublish();
        var request = Publish(server) with { IsGuarded = true };

        var answer = once ? await _harness.Http.SendOnceAsync(request, Ct) : await _harness.Http.SendAsync(request, Ct);

        Assert.Equal(new HttpAnswer.NotSent("host_not_public"), answer);
        Assert.Equal(0, server.PublishRequests);
    }

    [Fact]
    public async Task A_create_request_whose_reader_hangs_up_is_not_repeated_either()
    {
        await using var server = RawServer.HangingUpAfterPublish();

        var answer = await _harness.Http.SendAsync(Publish(server), Ct);

        Assert.IsType<HttpAnswer.Lost>(answer);
        Assert.Equal(1, server.PublishRequests);
    }

    [Fact]
    public async Task A_body_can_be_written_once()
    {
        using var content = new WriteOnceContent(RequestBody.Form([new("creation_id", "1")]));
        using var wire = new MemoryStream();
        await content.CopyToAsync(wire, Ct);

        await Assert.ThrowsAsync<HttpRequestException>(() => content.CopyToAsync(wire, Ct));

        Assert.Equal("creation_id=1", Encoding.ASCII.GetString(wire.ToArray()));
        Assert.False(content.TryClose());
    }

    [Fact]
    public async Task A_body_that_was_closed_unsent_can_never_be_sent()
    {
        using var content = new WriteOnceContent(RequestBody.Json("{}"));

        Assert.True(content.TryClose());

        await Assert.ThrowsAsync<HttpRequestException>(() => content.CopyToAsync(Stream.Null, Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publish_request_without_a_body_is_a_mistake_of_the_caller(bool isNull)
    {
        var request = new PlatformRequest
        {
            Method = HttpMethod.Post,
            Address = new Uri("http://127.0.0.1:1/"),
            Body = isNull ? null : RequestBody.Form([]),
        };

        await Assert.ThrowsAsync<ArgumentException>(() => _harness.Http.SendOnceAsync(request, Ct));
    }

    [Fact]
    public async Task A_server_that_refuses_the_connection_was_not_sent_anything()
    {
        var request = Publish(await GoneServerAsync());

        var answer = await _harness.Http.SendOnceAsync(request, Ct);

        Assert.Equal("connect_failed", Assert.IsType<HttpAnswer.NotSent>(answer).Reason);
        Assert.Equal("connect_failed", Assert.IsType<HttpAnswer.NotSent>(await _harness.Http.SendAsync(request with { Method = HttpMethod.Get, Body = null }, Ct)).Reason);
    }

    [Fact]
    public async Task A_name_nobody_knows_was_not_sent_anything()
    {
        var answer = await _harness.Http.SendOnceAsync(Publish(new Uri("http://no-such-host.invalid/")), Ct);

        Assert.IsType<HttpAnswer.NotSent>(answer);
    }

    [Fact]
    public async Task A_handshake_that_fails_was_not_sent_anything()
    {
        using var notTls = new TcpListener(System.Net.IPAddress.Loopback, 0);
        notTls.Start();
        var accepting = AnswerInClearAsync(notTls);

        var answer = await _harness.Http.SendOnceAsync(Publish(new Uri($"https://{notTls.LocalEndpoint}/")), Ct);

        Assert.Equal("tls_failed", Assert.IsType<HttpAnswer.NotSent>(answer).Reason);
        await accepting;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publish_request_nobody_answers_is_lost_when_its_time_is_over(bool callerGivesUp)
    {
        await using var server = new RawServer((_, _) => new TaskCompletionSource<bool>().Task);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sending = _harness.Http.SendOnceAsync(Publish(server), caller.Token);
        await server.FirstPublish.WaitAsync(Ct);

        if (callerGivesUp) await caller.CancelAsync();
        else _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(callerGivesUp ? "cancelled" : "timed_out", Assert.IsType<HttpAnswer.Lost>(await sending).Reason);
    }

    [Fact]
    public async Task A_publish_request_given_up_before_it_began_was_not_sent()
    {
        await using var server = RawServer.HangingUpAfterPublish();

        var answer = await _harness.Http.SendOnceAsync(Publish(server), new CancellationToken(canceled: true));

        Assert.Equal("cancelled", Assert.IsType<HttpAnswer.NotSent>(answer).Reason);
        Assert.Equal(0, server.PublishRequests);
    }

    [Fact]
    public async Task A_read_given_up_by_its_caller_throws()
    {
        await using var server = new RawServer((_, _) => new TaskCompletionSource<bool>().Task);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sending = _harness.Http.SendAsync(Publish(server), caller.Token);
        await server.FirstPublish.WaitAsync(Ct);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":\"178")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("not http at all\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")]
    public async Task An_answer_that_is_cut_broken_or_too_large_is_lost(string answer)
    {
        await using var server = new RawServer(async (_, socket) =>
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
            socket.Shutdown(SocketShutdown.Both);
            return false;
        });

        Assert.IsType<HttpAnswer.Lost>(await _harness.Http.SendOnceAsync(Publish(server), Ct));
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        await using var server = new RawServer(async (request, socket) =>
        {
            await socket.SendAsync("HTTP/1.1 307 Temporary Redirect\r\nLocation: /publish/again\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            return true;
        });

        var answer = await _harness.Http.SendOnceAsync(Publish(server), Ct);

        Assert.Equal(307, Assert.IsType<HttpAnswer.Answered>(answer).Status);
        Assert.Equal(1, server.PublishRequests);
    }

    [Fact]
    public async Task The_token_travels_in_a_header_and_no_secret_is_logged()
    {
        await using var server = new RawServer((_, socket) => RawServer.OkAsync(socket, "{}"));
        var request = Publish(server) with { Address = new Uri(server.Address, "/publish?appsecret_proof=deadbeef") };

        await _harness.Http.SendOnceAsync(request, Ct);

        Assert.Contains($"Authorization: Bearer {Token}\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", server.LastRequest, StringComparison.OrdinalIgnoreCase);
        var line = Assert.Single(_harness.Lines);
        Assert.StartsWith($"POST {server.Address.Authority}/publish answered 200 in", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_call_is_logged_with_its_reason_and_no_secret()
    {
        var address = await GoneServerAsync();

        await _harness.Http.SendOnceAsync(Publish(new Uri(address, "/bot123:secret/send")) with { LoggedPath = "/bot…/send" }, Ct);

        var line = Assert.Single(_harness.Lines);
        Assert.Contains("/bot…/send was not sent: connect_failed", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    private static PlatformRequest Publish(RawServer server) => Publish(new Uri(server.Address, "/publish?creation_id=1"));

    private static PlatformRequest Publish(Uri address) => new()
    {
        Method = HttpMethod.Post,
        Address = address,
        Body = RequestBody.Form([new("creation_id", "1")]),
        Token = new Secret(Token),
    };

    private static PlatformRequest Read(RawServer server) => new() { Method = HttpMethod.Get, Address = new Uri(server.Address, "/read") };

    /// <summary>An address where something listened a moment ago.</summary>
    private static async Task<Uri> GoneServerAsync()
    {
        var server = RawServer.HangingUpAfterPublish();
        var address = server.Address;
        await server.DisposeAsync();
        return address;
    }

    private static async Task AnswerInClearAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync(Ct);
        await socket.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        socket.Shutdown(SocketShutdown.Send);
        await socket.ReceiveAsync(new byte[8_192], Ct);
    }
}
