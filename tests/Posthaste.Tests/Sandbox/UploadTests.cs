using System.Net.Http.Headers;

namespace Posthaste.Tests.Sandbox;

public sealed class UploadTests : SandboxFixture
{
    private const string Fields = "fields=status_code,video_status";
    private readonly byte[] _film = TestMp4.Make(bytes: 400_000);

    [Fact]
    public async Task A_video_is_uploaded_whole_and_becomes_a_reel()
    {
        var (id, uri) = await StartAsync();
        var before = await GetAsync($"/v26.0/{id}?{Fields}");

        var uploaded = await UploadAsync(uri, 0, _film);
        await ControlAsync(HttpMethod.Post, "settle");
        var during = await GetAsync($"/v26.0/{id}?{Fields}");
        Time.Advance(TimeSpan.FromSeconds(60));
        var after = await GetAsync($"/v26.0/{id}?{Fields}");
        var media = await PublishAsync(id);

        Assert.Equal($"{Http.BaseAddress}ig-api-upload/v26.0/{id}", uri);
        Assert.True((bool)uploaded.Body["success"]!);
        Assert.Equal("IN_PROGRESS in_progress 0 not_started", Phases(before));
        Assert.Equal("IN_PROGRESS complete 400000 in_progress", Phases(during));
        Assert.Equal("FINISHED complete 400000 complete", Phases(after));
        Assert.Equal(200, media.Status);
        Assert.NotNull((string?)(await PostsAsync())[0]!["videoSha256"]);
    }

    [Fact]
    public async Task An_interrupted_upload_keeps_what_arrived_and_goes_on_from_there()
    {
        var (id, uri) = await StartAsync();
        await OrderFaultAsync(new { kind = "upload_interrupted" });

        await Assert.ThrowsAsync<HttpRequestException>(() => UploadAsync(uri, 0, _film));
        var half = await BytesAsync(id);
        var fromStart = await UploadAsync(uri, 0, _film);
        var resumed = await UploadAsync(uri, half, _film);
        var again = await UploadAsync(uri, 0, _film);
        await SettleAsync();

        Assert.Equal(200_000, half);
        Assert.Equal((400, "OffsetInvalidError"), (fromStart.Status, (string)fromStart.Body["debug_info"]!["type"]!));
        Assert.Equal(200, resumed.Status);
        Assert.Equal("ProcessingFailedError", (string?)again.Body["debug_info"]!["type"]);
        Assert.Equal("FINISHED", await VerdictAsync(id));
    }

    [Fact]
    public async Task What_a_caller_sent_before_leaving_stays()
    {
        var (id, uri) = await StartAsync();
        var content = new HalfContent(_film);
        var leaving = SendAsync(uri, request =>
        {
            request.Headers.Add("offset", "0");
            request.Headers.Add("file_size", $"{_film.Length}");
            request.Content = content;
        });
        while (await BytesAsync(id) < _film.Length / 2) Ct.ThrowIfCancellationRequested();

        content.Leave();
        await Assert.ThrowsAnyAsync<Exception>(() => leaving);
        var resumed = await UploadAsync(uri, _film.Length / 2, _film);
        // Until the first connection is seen to be gone, it holds the upload.
        while (resumed.Status != 200 && (bool)resumed.Body["debug_info"]!["retriable"]!) resumed = await UploadAsync(uri, _film.Length / 2, _film);
        await SettleAsync();

        Assert.Equal(200, resumed.Status);
        Assert.Equal("FINISHED", await VerdictAsync(id));
    }

    [Theory]
    [InlineData("0", "400000000")]
    [InlineData("0", "-1")]
    [InlineData("0", "many")]
    [InlineData("", "400000")]
    [InlineData("5", "400000")]
    public async Task Sizes_that_cannot_be_are_refused(string offset, string size)
    {
        var (_, uri) = await StartAsync();

        var answer = await SendAsync(uri, request =>
        {
            request.Headers.TryAddWithoutValidation("offset", offset);
            request.Headers.TryAddWithoutValidation("file_size", size);
            request.Content = new ByteArrayContent(_film);
        });

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Body["debug_info"]);
    }

    [Fact]
    public async Task A_request_that_ends_too_early_is_partial()
    {
        var (id, uri) = await StartAsync();

        var partial = await SendAsync(uri, request =>
        {
            request.Headers.Add("offset", "0");
            request.Headers.Add("file_size", $"{_film.Length}");
            request.Content = new ByteArrayContent(_film[..1000]);
        });

        Assert.Equal("PartialRequestError", (string?)partial.Body["debug_info"]!["type"]);
        Assert.Contains("\"success\":false", (string)partial.Body["debug_info"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("IN_PROGRESS in_progress 1000 not_started", Phases(await GetAsync($"/v26.0/{id}?{Fields}")));
    }

    [Fact]
    public async Task An_upload_may_name_an_address_instead()
    {
        var (id, uri) = await StartAsync();
        var url = PutVideo(_film);

        var uploaded = await SendAsync(uri, request => request.Headers.Add("file_url", url));
        await SettleAsync();

        Assert.True((bool)uploaded.Body["success"]!);
        Assert.Equal("FINISHED complete 400000 complete", Phases(await GetAsync($"/v26.0/{id}?{Fields}")));
    }

    [Fact]
    public async Task An_upload_is_judged_like_a_download()
    {
        var (id, uri) = await StartAsync();

        await UploadAsync(uri, 0, TestMp4.Make(codec: "vp09"));
        await SettleAsync();

        Assert.Equal("ERROR 2207026", await VerdictAsync(id));
    }

    [Fact]
    public async Task Strangers_wrong_headers_and_faults_are_answered_in_the_shape_of_the_upload_host()
    {
        var (id, uri) = await StartAsync();
        var stranger = await SendAsync(uri, request => request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", "nonsense"));
        var unknown = await UploadAsync(uri.Replace(id, "17900000000000000", StringComparison.Ordinal), 0, _film);
        var noSize = await SendAsync(uri, request => request.Headers.Add("offset", "0"));
        await OrderFaultAsync(new { kind = "server_error", step = "upload" });
        var fault = await UploadAsync(uri, 0, _film);

        Assert.Equal([401, 400, 400, 500], new[] { stranger, unknown, noSize, fault }.Select(answer => answer.Status));
        Assert.All(new[] { stranger, unknown, noSize, fault }, answer => Assert.NotNull(answer.Body["debug_info"]!["type"]));
    }

    [Fact]
    public async Task The_address_may_be_on_another_host()
    {
        await SetAsync(new { uploadBase = "https://rupload.facebook.com/" });

        var (id, uri) = await StartAsync();

        Assert.Equal($"https://rupload.facebook.com/ig-api-upload/v26.0/{id}", uri);
    }

    private async Task<long> BytesAsync(string id) =>
        (long)(await GetAsync($"/v26.0/{id}?{Fields}")).Body["video_status"]!["uploading_phase"]!["bytes_transferred"]!;

    private static string Phases(Answer answer)
    {
        var status = answer.Body["video_status"]!;
        return $"{answer.Body["status_code"]} {status["uploading_phase"]!["status"]} {status["uploading_phase"]!["bytes_transferred"]} {status["processing_phase"]!["status"]}";
    }

    private async Task<(string Id, string Uri)> StartAsync()
    {
        var token = await FacebookTokenAsync();
        var created = await PostAsync($"/v26.0/{Account}/media?access_token={token}", ("media_type", "REELS"), ("upload_type", "resumable"));
        return (created.Id, (string)created.Body["uri"]!);
    }

    private Task<Answer> UploadAsync(string uri, long offset, byte[] film) => SendAsync(uri, request =>
    {
        request.Headers.Add("offset", $"{offset}");
        request.Headers.Add("file_size", $"{film.Length}");
        request.Content = new ByteArrayContent(film[(int)offset..]);
    });

    private async Task<Answer> SendAsync(string uri, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri);
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", "page");
        prepare(request);
        return await Answer.FromAsync(await Http.SendAsync(request, Ct));
    }

    /// <summary>Sends half of its bytes, and breaks off when told to.</summary>
    private sealed class HalfContent(byte[] bytes) : HttpContent
    {
        private readonly TaskCompletionSource _leave = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Leave() => _leave.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), Ct);
            await stream.FlushAsync(Ct);
            await _leave.Task;
            throw new IOException("The caller left.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
