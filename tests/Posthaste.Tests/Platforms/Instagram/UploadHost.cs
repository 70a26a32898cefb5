using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>A Graph that takes one video by resumable upload, and loses the connection where a test says so.</summary>
internal sealed class UploadHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MemoryStream _received = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private UploadHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>After how many bytes each request is cut; those after the last one are not.</summary>
    public Queue<int> Cuts { get; } = new();

    /// <summary>Sent instead of taking the bytes of the next request.</summary>
    public Queue<Scripted> Refusals { get; } = new();

    /// <summary>The first request is read this far and then neither answered nor closed.</summary>
    public int? HoldAfter { get; set; }

    /// <summary>Done when that request waits.</summary>
    public Task Held => _held.Task;

    public List<(long Offset, long Size, string Authorization)> Requests { get; } = [];

    public int Containers { get; private set; }

    public byte[] Received => _received.ToArray();

    private long? Size { get; set; }

    public static async Task<UploadHost> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var host = new UploadHost(app);
        app.MapPost("/v26.0/{account}/media", host.CreateAsync);
        app.MapGet("/v26.0/{container}", host.StatusAsync);
        app.MapPost("/ig-api-upload/v26.0/{container}", host.TakeAsync);
        await app.StartAsync(ct);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _received.DisposeAsync();
    }

    private Task CreateAsync(HttpContext http)
    {
        _received.SetLength(0);
        Containers++;
        return http.Response.WriteAsync($$"""{"id":"{{Containers}}","uri":"https://elsewhere.example/ig-api-upload/v26.0/{{Containers}}"}""");
    }

    private Task StatusAsync(HttpContext http)
    {
        var done = Size == _received.Length;
        return http.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status_code = done ? "FINISHED" : "IN_PROGRESS",
            video_status = new { uploading_phase = new { status = done ? "complete" : "in_progress", bytes_transferred = _received.Length } },
        }));
    }

    private async Task TakeAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        var (offset, size) = (long.Parse(headers["offset"]!, CultureInfo.InvariantCulture), long.Parse(headers["file_size"]!, CultureInfo.InvariantCulture));
        Requests.Add((offset, size, headers.Authorization.ToString()));
        Size = size;
        if (Refusals.TryDequeue(out var refusal))
        {
            http.Response.StatusCode = refusal.Status;
            await http.Response.WriteAsync(refusal.Body!);
            return;
        }
        if (offset != _received.Length) throw new InvalidOperationException($"Offset {offset} after {_received.Length} bytes.");
        var limit = HoldAfter ?? (Cuts.TryDequeue(out var cut) ? cut : int.MaxValue);
        if (!await ReadAsync(http, limit))
        {
            await http.Response.WriteAsync("""{"success":true,"message":"Upload successful."}""");
            return;
        }
        if (HoldAfter is not null)
        {
            HoldAfter = null;
            _held.SetResult();
            var gone = new TaskCompletionSource();
            await using var registration = http.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }
        http.Abort();
    }

    /// <returns>False once the body has ended.</returns>
    private async Task<bool> ReadAsync(HttpContext http, int limit)
    {
        var buffer = new byte[4_096];
        var left = limit;
        while (left > 0)
        {
            var read = await http.Request.Body.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, left)));
            if (read == 0) return false;
            _received.Write(buffer, 0, read);
            left -= read;
        }
        return _received.Length < Size;
    }
}
