using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Media.Hosting;
using Posthaste.Tests.Platforms;

namespace Posthaste.Tests.Media;

/// <summary>A public copy is fetched as a platform would, from servers that answer well and badly.</summary>
public sealed class FetchHostedCopyTests : IAsyncDisposable
{
    private const string Agent = "facebookexternalhit/1.1";
    private const int Size = 5_000;

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[Size - 4]];
    private static readonly byte[] Mp4 = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomiso2mp41"u8, .. new byte[Size - 28]];

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services;
    private readonly List<string> _requests = [];
    private RawServer? _server;
    private bool _hangsUp;

    public FetchHostedCopyTests() => _services = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddMediaFetch().BuildServiceProvider();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_asked_for_by_head_and_whole()
    {
        Assert.Null(await FetchAsync("image/jpeg", request => Whole(request, "image/jpeg", Jpeg)));

        Assert.Equal(["HEAD", "GET"], _requests.Select(request => request.Split(' ')[0]));
        Assert.All(_requests, request => Assert.DoesNotContain("Range:", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_video_is_asked_for_by_head_and_in_a_range()
    {
        Assert.Null(await FetchAsync("video/mp4", request => request.StartsWith("HEAD", StringComparison.Ordinal) ? Whole(request, "video/mp4", Mp4) : Part("video/mp4", Mp4)));

        Assert.Contains("Range: bytes=0-4095", _requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_as_the_platform_without_cookies_sign_in_or_trace()
    {
        await FetchAsync("image/jpeg", request => Whole(request, "image/jpeg", Jpeg, "Set-Cookie: session=1; Path=/"));

        Assert.All(_requests, request =>
        {
            Assert.Contains($"User-Agent: {Agent}\r\n", request, StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie:", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Authorization:", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("traceparent:", request, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Equal(2, _requests.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        var fault = await FetchAsync("image/jpeg", _ => $"HTTP/1.1 {status} Elsewhere\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(new FetchFault.Redirects(status), fault);
        Assert.Single(_requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(502)]
    public async Task A_refusal_says_its_status_and_no_address(int status)
    {
        var fault = await FetchAsync("image/jpeg", _ => $"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(new FetchFault.Unreachable($"the answer to HEAD was {status}"), fault);
    }

    [Fact]
    public async Task A_host_that_answers_head_only_is_found()
    {
        var fault = await FetchAsync("image/jpeg", request => request.StartsWith("HEAD", StringComparison.Ordinal)
            ? Whole(request, "image/jpeg", Jpeg)
            : "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(new FetchFault.Unreachable("the answer to GET was 403"), fault);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    public async Task Another_type_than_the_files_is_found(string type)
    {
        Assert.Equal(new FetchFault.WrongType(type), await FetchAsync("image/jpeg", request => Whole(request, type, Jpeg)));
    }

    [Fact]
    public async Task A_page_that_calls_itself_a_picture_is_found()
    {
        var page = Encoding.ASCII.GetBytes("<html>Please sign in</html>".PadRight(Size));

        Assert.Equal(new FetchFault.WrongType(null), await FetchAsync("image/jpeg", request => Whole(request, "image/jpeg", page)));
    }

    [Fact]
    public async Task Another_picture_under_the_same_type_is_found()
    {
        byte[] png = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. new byte[Size - 8]];

        Assert.Equal(new FetchFault.WrongType("image/png"), await FetchAsync("image/jpeg", request => Whole(request, "image/jpeg", png)));
    }

    [Fact]
    public async Task Another_size_than_the_files_is_found()
    {
        Assert.Equal(new FetchFault.WrongSize(Size - 1), await FetchAsync("image/jpeg", request => Whole(request, "image/jpeg", Jpeg[..^1])));
    }

    [Fact]
    public async Task An_answer_without_a_size_is_found()
    {
        Assert.Equal(new FetchFault.WrongSize(null), await FetchAsync("image/jpeg", _ => "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    [Fact]
    public async Task A_video_host_that_ignores_ranges_is_found()
    {
        Assert.IsType<FetchFault.NoRange>(await FetchAsync("video/mp4", request => Whole(request, "video/mp4", Mp4)));
    }

    [Fact]
    public async Task A_range_of_another_file_is_found()
    {
        var fault = await FetchAsync("video/mp4", request => request.StartsWith("HEAD", StringComparison.Ordinal)
            ? Whole(request, "video/mp4", Mp4)
            : Part("video/mp4", [.. Mp4, 0]));

        Assert.Equal(new FetchFault.WrongSize(Size + 1), fault);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "the connection broke")]
    public async Task An_answer_that_breaks_off_is_asked_for_once_more(int times, string? reason)
    {
        var fault = await FetchAsync("image/jpeg", request =>
        {
            _hangsUp = request.StartsWith("GET", StringComparison.Ordinal) && times-- > 0;
            return _hangsUp ? Whole(request, "image/jpeg", Jpeg)[..1_000] : Whole(request, "image/jpeg", Jpeg);
        });

        Assert.Equal(reason is null ? null : new FetchFault.Unreachable(reason), fault);
        Assert.Equal(["HEAD", "GET", "HEAD", "GET"], _requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task An_address_that_is_signed_for_GET_alone_is_not_asked_by_HEAD()
    {
        await FetchAsync("image/jpeg", request => request.StartsWith("GET", StringComparison.Ordinal) ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" : null, answersHead: false);

        Assert.Equal(["GET"], _requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task A_server_that_hangs_up_on_every_request_is_a_fault()
    {
        Assert.IsType<FetchFault.Unreachable>(await FetchAsync("image/jpeg", _ => null));
    }

    [Fact]
    public async Task Nobody_listening_is_a_fault_that_names_no_address()
    {
        var nobody = new RawServer((_, _) => Task.FromResult(false));
        var address = nobody.Address;
        await nobody.DisposeAsync();

        var fault = await _services.GetRequiredService<FetchHostedCopy>().RunAsync(new HostedFile(new Uri(address, "/m/secret.jpg"), "image/jpeg", Size), Agent, Ct);

        Assert.Equal(new FetchFault.Unreachable("no connection came about"), fault);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_ten_seconds()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server = new RawServer(async (_, _) =>
        {
            asked.TrySetResult();
            await new TaskCompletionSource<bool>().Task;
            return false;
        });

        var fetch = FetchAsync("image/jpeg");
        await asked.Task.WaitAsync(Ct);
        _time.Advance(FetchHostedCopy.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(fetch.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(new FetchFault.Unreachable("no answer came within 10 seconds"), await fetch);
    }

    private Task<FetchFault?> FetchAsync(string contentType, Func<string, string?> answer, bool answersHead = true)
    {
        _server = new RawServer(async (request, socket) =>
        {
            lock (_requests) _requests.Add(request);
            if (answer(request) is not { } text)
            {
                socket.Shutdown(SocketShutdown.Both);
                return false;
            }
            await socket.SendAsync(Encoding.Latin1.GetBytes(text));
            if (_hangsUp) socket.Shutdown(SocketShutdown.Both);
            return !_hangsUp;
        });
        return FetchAsync(contentType, answersHead);
    }

    private Task<FetchFault?> FetchAsync(string contentType, bool answersHead = true) => _services.GetRequiredService<FetchHostedCopy>()
        .RunAsync(new HostedFile(new Uri(_server!.Address, "/m/0a/1790000000/signature.bin"), contentType, Size) { AnswersHead = answersHead }, Agent, Ct);

    private static string Whole(string request, string type, byte[] body, string? header = null) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n{(header is null ? "" : header + "\r\n")}\r\n"
        + (request.StartsWith("HEAD", StringComparison.Ordinal) ? "" : Encoding.Latin1.GetString(body));

    private static string Part(string type, byte[] body) =>
        $"HTTP/1.1 206 Partial Content\r\nContent-Type: {type}\r\nContent-Length: 4096\r\nContent-Range: bytes 0-4095/{body.Length}\r\n\r\n"
        + Encoding.Latin1.GetString(body, 0, 4096);
}
