using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Posthaste.Tests.Server;

/// <summary>Requests as no honest client sends them, byte by byte: two lengths, headers without end, bodies that never come. Each ends in an answer or a
/// closed connection, soon, and the next request on the same connection is nobody else's.</summary>
public sealed class AbuseTests(IdleServer server) : IClassFixture<IdleServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Sign => $"Host: {server.Server.BaseUrl.Authority}\r\nX-Api-Key: {ServerUnderTest.ApiKey}\r\nContent-Type: application/json\r\n";

    /// <summary>RFC 9112, 6.3: what a proxy before us reads otherwise than we do becomes somebody else's request.</summary>
    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 60\r\n", "hello")]
    [InlineData("Content-Length: 5, 60\r\n", "hello")]
    [InlineData("Content-Length: 0x5\r\n", "hello")]
    [InlineData("Transfer-Encoding: identity\r\nContent-Length: 5\r\n", "hello")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "5;\nx\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "-1\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n")]
    [InlineData("X-Folded: a\r\n b\r\nContent-Length: 2\r\n", "{}")]
    [InlineData("X-Nul: a\0b\r\nContent-Length: 2\r\n", "{}")]
    public async Task A_body_whose_end_could_be_read_in_two_ways_is_refused_and_nothing_after_it_is_read(string headers, string body)
    {
        const string behind = "GET /healthz HTTP/1.1\r\nHost: behind\r\n\r\n";

        var answer = await SayAsync($"POST /api/v1/posts HTTP/1.1\r\n{Sign}{headers}\r\n{body}{behind}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(1, Answers(answer));
    }

    /// <summary>Where both are given, the chunks count and the connection ends with them (RFC 9112, 6.1).</summary>
    [Fact]
    public async Task A_length_beside_chunks_does_not_move_the_end_of_a_body()
    {
        var answer = await SayAsync(
            $"POST /api/v1/posts HTTP/1.1\r\n{Sign}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: behind\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.Equal(1, Answers(answer));
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        Assert.StartsWith("HTTP/1.1 431", await SayAsync($"GET /healthz HTTP/1.1\r\n{Sign}X-Long: {new string('a', 40_000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await SayAsync($"GET /healthz HTTP/1.1\r\n{Sign}{string.Concat(Enumerable.Repeat("X-Many: 1\r\n", 80))}\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_end_is_refused() =>
        Assert.StartsWith("HTTP/1.1 414", await SayAsync($"GET /{new string('a', 20_000)} HTTP/1.1\r\n{Sign}\r\n"), StringComparison.Ordinal);

    /// <summary>240 bytes a second are asked for, after five seconds of grace.</summary>
    [Fact]
    public async Task A_body_that_does_not_come_ends_the_request()
    {
        var answer = await SayAsync($"POST /api/v1/posts HTTP/1.1\r\n{Sign}Content-Length: 1000\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_do_not_come_end_the_connection()
    {
        var answer = await SayAsync($"GET /healthz HTTP/1.1\r\n{Sign}");

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    /// <summary>A thousandth of its size on the way: nothing unpacks it.</summary>
    [Fact]
    public async Task A_packed_body_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) await gzip.WriteAsync(new byte[50_000_000], Ct);
        using var body = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } } };

        var answer = await server.Server.Http.PostAsync("/api/v1/posts", body, Ct);

        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType, answer.StatusCode.ToString());
    }

    /// <summary>What an upload is called never becomes a path.</summary>
    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..%2f..%2fkeys.json")]
    [InlineData("%2e%2e%2f%2e%2e%2fkeys.json")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\windows\\system32\\x.jpg")]
    [InlineData("a%00.jpg")]
    public async Task The_name_of_an_upload_leads_nowhere(string name)
    {
        var before = Files();

        var answer = await server.Server.Http.PostAsync($"/api/v1/media?fileName={name}", new ByteArrayContent("<?php ?>"u8.ToArray()), Ct);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("/m/../../keys.json")]
    [InlineData("/m/%2e%2e/%2e%2e/keys.json")]
    [InlineData("/m/..%2f..%2fkeys.json/1/x.jpg")]
    [InlineData("/api/v1/media/..%2f..%2fkeys.json/content")]
    [InlineData("/%2e%2e/data/posthaste.db")]
    public async Task No_address_leads_out_of_the_folder(string address)
    {
        var answer = await SayAsync($"GET {address} HTTP/1.1\r\n{Sign}Connection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(server.Server.DataDir, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("posthaste.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static int Answers(string text) => text.Split("HTTP/1.1 ").Length - 1;

    /// <summary>Everything that comes back until the server closes the connection.</summary>
    private async Task<string> SayAsync(string request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Server.BaseUrl.Port, Ct);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request), Ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var (heard, buffer) = (new StringBuilder(), new byte[8192]);
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and var read) heard.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // Reset behind the answer, since it has not read what was left.
        }
        return heard.ToString();
    }
}
