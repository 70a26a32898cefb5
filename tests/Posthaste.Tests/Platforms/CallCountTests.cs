using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

/// <summary>R-ACC-7: what goes over the wire is counted, for the channel whose it is.</summary>
public sealed class CallCountTests : IDisposable
{
    private static readonly Guid Channel = new("01900000-0000-7000-8000-0000000000c1");

    private readonly KeptCalls _calls = new();
    private readonly PlatformHttpHarness _harness;

    public CallCountTests() => _harness = new PlatformHttpHarness(
        new ManualTime(DateTimeOffset.UnixEpoch), services => services.AddSingleton<ICallMeter>(_calls),
        new Dictionary<string, string?> { ["Platforms:Http:MaxAnswerBytes"] = "2048" });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task The_bytes_of_a_call_are_those_of_its_bodies()
    {
        await using var server = new RawServer((_, socket) => RawServer.OkAsync(socket, "twelve bytes"));

        await _harness.Http.SendOnceAsync(Post(server, 300), Ct);
        await _harness.Http.SendAsync(Get(server), Ct);

        Assert.Equal([(Channel, new CallTotals(0, 0, 300, 12)), (Channel, new CallTotals(0, 0, 0, 12))], _calls.All);
    }

    [Fact]
    public async Task A_file_counts_with_its_bytes()
    {
        await using var server = new RawServer((_, socket) => RawServer.OkAsync(socket, "ok"));
        using var bytes = new MemoryStream(Encoding.ASCII.GetBytes(new string('v', 200_000)));

        await _harness.Http.SendAsync(Get(server) with { Method = HttpMethod.Post, File = new FileBody("video/mp4", bytes, 200_000) }, Ct);

        Assert.Equal([(Channel, new CallTotals(0, 0, 200_000, 2))], _calls.All);
    }

    [Fact]
    public async Task A_call_whose_answer_was_lost_counts_with_what_was_sent()
    {
        await using var server = RawServer.HangingUpAfterPublish();

        await _harness.Http.SendOnceAsync(Post(server, 300), Ct);

        Assert.Equal([(Channel, new CallTotals(0, 0, 300, 0))], _calls.All);
    }

    [Fact]
    public async Task A_call_that_never_left_counts_no_bytes()
    {
        using var closed = new TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var address = new Uri($"http://{closed.LocalEndpoint}/publish");
        closed.Stop();

        await _harness.Http.SendOnceAsync(new PlatformRequest { Method = HttpMethod.Post, Address = address, ChannelId = Channel, Body = RequestBody.Json("{}") }, Ct);

        Assert.Equal([(Channel, default)], _calls.All);
    }

    [Fact]
    public async Task Work_that_finds_out_at_its_end_whose_calls_they_were_counts_them_by_itself()
    {
        await using var server = new RawServer(async (request, socket) =>
        {
            if (!request.Contains("/refused", StringComparison.Ordinal)) return await RawServer.OkAsync(socket, "fine");
            await socket.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\n\r\nwrong"u8.ToArray());
            return true;
        });
        CallTotals totals;
        using (var tally = CallTally.Begin())
        {
            await Task.Run(() => _harness.Http.SendAsync(Get(server), Ct), Ct);
            await _harness.Http.SendAsync(Post(server, 100) with { Address = new Uri(server.Address, "/refused") }, Ct);
            totals = tally.Totals;
        }
        Assert.Equal(new CallTotals(2, 1, 100, 9), totals);
        Assert.Empty(_calls.All);

        await _harness.Http.SendAsync(Get(server), Ct);

        Assert.Single(_calls.All);
    }

    [Fact]
    public async Task What_is_for_no_channel_is_counted_for_none()
    {
        await using var server = new RawServer((_, socket) => RawServer.OkAsync(socket, "ok"));

        await _harness.Http.SendAsync(Get(server) with { ChannelId = null }, Ct);
        await _harness.Http.SendAsync(Get(server) with { ChannelId = Guid.Empty }, Ct);

        Assert.Empty(_calls.All);
    }

    private static PlatformRequest Get(RawServer server) => new() { Method = HttpMethod.Get, ChannelId = Channel, Address = new Uri(server.Address, "/read") };

    private static PlatformRequest Post(RawServer server, int bytes) => new()
    {
        Method = HttpMethod.Post,
        ChannelId = Channel,
        Address = new Uri(server.Address, "/publish"),
        Body = new RequestBody("text/plain", Encoding.ASCII.GetBytes(new string('p', bytes))),
    };
}
