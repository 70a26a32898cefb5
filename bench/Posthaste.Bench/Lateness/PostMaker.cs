namespace Posthaste.Bench.Lateness;

/// <summary>Uploads one set of files and makes posts of all types with it.</summary>
internal sealed class PostMaker(Rig rig, BenchNetwork network)
{
    private BenchFiles _files = new([], default, default);

    public async Task UploadAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-bench-media-");
        try
        {
            var video = Path.Combine(folder.FullName, "video.mp4");
            await Ffmpeg.VideoAsync(video, ct);
            Guid[] pictures = [await PictureAsync(folder, 1080, 1080, ct), await PictureAsync(folder, 1080, 1350, ct), await PictureAsync(folder, 1080, 1000, ct)];
            _files = new BenchFiles(pictures, await PictureAsync(folder, 1080, 1920, ct), await rig.UploadAsync(video, ct));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <returns>The job's id.</returns>
    public async Task<Guid> ScheduleAsync(PlannedPost planned, Guid channel, DateTimeOffset at, CancellationToken ct)
    {
        var (type, media) = network.PostOf(planned.Type, _files);
        var post = await rig.PostAsync("/api/v1/posts", new
        {
            type,
            channelIds = new[] { channel },
            mediaIds = media,
            caption = type == "story" ? "" : $"Post {planned.Number} of the bench",
            options = network.Options,
            at,
            force = true,
        }, ct);
        var jobs = await rig.GetAsync($"/api/v1/posts/{post.GetProperty("id").GetGuid()}/jobs", ct);
        return jobs.GetProperty("items")[0].GetProperty("id").GetGuid();
    }

    private async Task<Guid> PictureAsync(DirectoryInfo folder, int width, int height, CancellationToken ct)
    {
        var path = Path.Combine(folder.FullName, $"{width}x{height}.jpg");
        await Ffmpeg.PictureAsync(path, width, height, ct);
        return await rig.UploadAsync(path, ct);
    }
}
