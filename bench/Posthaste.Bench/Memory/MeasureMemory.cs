using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Posthaste.Bench.Memory;

/// <summary>Uploads a large video, has it checked, and has a reel made of it: reading to its end, then transcoding.</summary>
internal static class MeasureMemory
{
    /// <summary>Transcoding a gigabyte takes its time on a small machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <returns>0 where everything asked for was done; else 1.</returns>
    public static async Task<int> RunAsync(int megabytes, string? file, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("Memory is read from /proc, which only Linux has.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("posthaste-bench-media-");
        try
        {
            var video = file ?? Path.Combine(folder.FullName, "large.mp4");
            if (file is null)
            {
                Console.WriteLine($"Making a video of {megabytes} MiB.");
                await Ffmpeg.LargeVideoAsync(video, (long)megabytes << 20, ct);
            }
            Console.WriteLine($"{Path.GetFileName(video)}: {new FileInfo(video).Length >> 20} MiB.");
            await using var rig = await Rig.StartAsync(postgres: null, ct);
            await using var watch = new MemoryWatch(rig.Server.Id);
            return await RunAsync(rig, watch, video, ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(Rig rig, MemoryWatch watch, string video, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, ct);
        var (idle, _) = await watch.DuringAsync("idle", () => Task.FromResult(true));
        Print(idle);
        var (upload, media) = await watch.DuringAsync("upload and probe", () => rig.UploadAsync(video, ct));
        Print(upload);

        var (check, checkedBy) = await watch.DuringAsync("check", () => rig.Server.Http.GetAsync($"/api/v1/media/{media}/check?platform=instagram", ct));
        using (checkedBy)
        {
            if (checkedBy.StatusCode == HttpStatusCode.NotFound)
            {
                Console.WriteLine("This server cannot check media (GET /api/v1/media/{id}/check answers 404), so it makes nothing of it either. The scenario ends here.");
                PrintEnd(watch);
                return 1;
            }
            checkedBy.EnsureSuccessStatusCode();
        }
        Print(check);

        var channel = await rig.ConnectAsync("instagram", "sandbox-demo-token", ct);
        var (made, problem) = await watch.DuringAsync("decode and transcode", () => ScheduleReelAsync(rig, channel, media, ct));
        Print(made);
        PrintEnd(watch);
        if (problem is null) return 0;
        Console.WriteLine($"The reel was refused: {problem}");
        return 1;
    }

    /// <summary>Schedules a reel of it; while the server works on the file it says so, and is asked again.</summary>
    /// <returns>Null once it is scheduled; else why it was refused.</returns>
    private static async Task<string?> ScheduleReelAsync(Rig rig, Guid channel, Guid media, CancellationToken ct)
    {
        using var created = await rig.Server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "reel", channelIds = new[] { channel }, mediaIds = new[] { media }, caption = "A large video" }, ct);
        var body = await created.Content.ReadAsStringAsync(ct);
        if (!created.IsSuccessStatusCode) return body;

        var post = JsonElement.Parse(body).GetProperty("id").GetGuid();
        var at = TimeProvider.System.GetUtcNow().AddDays(7);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await rig.Server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at }, ct);
            if (answer.IsSuccessStatusCode) return null;
            var text = await answer.Content.ReadAsStringAsync(ct);
            if (CodeOf(text) != "media_preparing" || TimeProvider.System.GetElapsedTime(begun) > Patience) return text;
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5), TimeProvider.System, ct);
        }
    }

    private static string? CodeOf(string problem)
    {
        try
        {
            return JsonElement.Parse(problem).TryGetProperty("code", out var code) ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Print(Peak peak) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{peak.Phase,-22} {peak.Took.TotalSeconds,8:F1} s   server {peak.Server / 1024.0,7:F1} MiB   tools {peak.Tools / 1024.0,7:F1} MiB"));

    private static void PrintEnd(MemoryWatch watch) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"server, the most it ever held (VmHWM): {watch.HighWater / 1024.0:F1} MiB"));
}
