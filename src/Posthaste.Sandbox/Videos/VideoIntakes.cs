using System.Collections.Concurrent;
using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Videos;

/// <summary>Gets videos in behind the backs of the calls that asked for them, as the platform does, and settles what becomes of
/// their containers.</summary>
internal sealed class VideoIntakes(SandboxState state, SandboxClock clock, VideoFetch videos, ImageFetch images, CancellationToken stopping)
{
    private readonly ConcurrentDictionary<Task, bool> _running = [];

    /// <summary>Downloads the video and the cover of a container, and judges them.</summary>
    public void StartFetch(FakeContainer container) => Run(FetchAsync(container));

    /// <summary>Judges a video that was uploaded whole. The caller holds the intake.</summary>
    public void StartUploaded(FakeContainer container, byte[] bytes) =>
        Run(SettleAsync(container, new(VideoFetchOutcome.Fetched) { Bytes = bytes, Total = bytes.LongLength }));

    /// <summary>Done when no download runs any more.</summary>
    /// <returns>How many were waited for.</returns>
    public async Task<int> WaitAsync(CancellationToken ct)
    {
        var waited = 0;
        while (_running.Keys.FirstOrDefault() is { } task)
        {
            await task.WaitAsync(ct);
            _running.TryRemove(task, out _);
            waited++;
        }
        return waited;
    }

    private void Run(Task task)
    {
        _running[task] = true;
        // One that failed stays, so that whoever waits sees the sandbox's own fault.
        task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private async Task FetchAsync(FakeContainer container)
    {
        var settings = state.Run(world => world.Settings);
        var order = new VideoFetchOrder(VideoRules.MaxBytes(container.Draft), TimeSpan.FromSeconds(settings.VideoFetchTimeoutSeconds), settings.VideoHeadFirst);
        // On another thread, so that the call that asked is answered at once.
        var fetched = await Task.Run(() => videos.RunAsync(container.Intake!.Url!, order, stopping), stopping);
        await SettleAsync(container, fetched);
    }

    private async Task SettleAsync(FakeContainer container, FetchedVideo fetched)
    {
        var settings = state.Run(world => world.Settings);
        var draft = container.Draft;
        var cover = draft.Video!.CoverUrl is { } url ? await images.RunAsync(url, TimeSpan.FromSeconds(settings.FetchTimeoutSeconds), stopping) : null;
        var (video, failure) = VideoFailure.Of(fetched) is { } lost ? (null, lost) : await Task.Run(() => VideoRules.Judge(fetched.Bytes, draft, settings), stopping);
        var (image, coverError) = cover is null ? (null, null) : ImageRules.Judge(cover, draft with { ImageUrl = draft.Video.CoverUrl }, settings);
        if (coverError is not null) failure ??= VideoFailure.Cover(coverError);
        state.Run(world => Settle(world, container, fetched.Total, video, image, failure));
    }

    /// <summary>Nothing happens when the sandbox was reset meanwhile: ids come again there, intakes do not.</summary>
    private void Settle(World world, FakeContainer asked, long total, StoredVideo? video, StoredImage? cover, VideoFailure? failure)
    {
        if (world.Containers.GetValueOrDefault(asked.Id) is not { } container || container.Intake != asked.Intake) return;
        var now = clock.Now;
        var start = container.Intake!.IsUpload ? now : container.CreatedAt;
        var ready = start + TimeSpan.FromSeconds(world.Accounts[container.AccountId].VideoProcessingSeconds ?? world.Settings.VideoProcessingSeconds);
        container.Intake.Complete(total);
        world.Containers[container.Id] = container with
        {
            ReadyAt = failure is { IsEarly: true } || ready < now ? now : ready,
            Video = failure is null && video is not null ? world.Keep(video) : null,
            Image = failure is null && cover is not null ? world.Keep(cover) : null,
            ErrorSubcode = failure?.Subcode,
            ErrorReason = failure?.Reason,
        };
    }
}
