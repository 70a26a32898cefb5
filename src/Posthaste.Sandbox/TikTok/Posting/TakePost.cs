using System.Collections.Concurrent;
using System.Security.Cryptography;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>Decides what becomes of a post once its bytes are here: what was uploaded at once, what is to be fetched behind the back of the
/// call that asked for it.</summary>
internal sealed class TakePost(SandboxState state, SandboxClock clock, PullFiles pull, CancellationToken stopping)
{
    private readonly ConcurrentDictionary<Task, bool> _running = [];

    /// <returns>Whether it goes live, or into the inbox.</returns>
    public static bool Uploaded(World world, FakePublish publish, DateTimeOffset now)
    {
        var bytes = publish.Upload!.Bytes();
        return Settle(world, publish, [bytes], MediaJudge.Video(bytes, world.TikTok.Users[publish.OpenId]), now);
    }

    public void StartPull(FakePublish publish)
    {
        var task = Task.Run(() => PullAsync(publish), stopping);
        _running[task] = true;
        // One that failed stays, so that whoever waits sees the sandbox's own fault.
        task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    /// <summary>Done when nothing is fetched any more.</summary>
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

    private async Task PullAsync(FakePublish publish)
    {
        var limit = TimeSpan.FromSeconds(state.Run(world => world.TikTok.Settings.FetchTimeoutSeconds));
        var files = new List<byte[]>();
        string? failure = null;
        foreach (var url in publish.Urls)
        {
            if (await pull.RunAsync(url, limit, stopping) is not { } bytes)
            {
                failure = publish.IsPhoto ? "photo_pull_failed" : "video_pull_failed";
                break;
            }
            files.Add(bytes);
        }
        state.Run(world =>
        {
            // A sandbox that was reset meanwhile knows it no more.
            if (world.TikTok.Publishes.GetValueOrDefault(publish.Id) != publish) return;
            publish.DownloadedBytes = files.Sum(file => file.LongLength);
            failure ??= publish.IsPhoto
                ? files.Select(MediaJudge.Photo).FirstOrDefault(reason => reason is not null)
                : MediaJudge.Video(files[0], world.TikTok.Users[publish.OpenId]);
            Settle(world, publish, files, failure, clock.Now);
        });
    }

    private static bool Settle(World world, FakePublish publish, IReadOnlyList<byte[]> files, string? failure, DateTimeOffset now)
    {
        var person = world.TikTok.Users[publish.OpenId];
        failure ??= world.TikTok.TakeFailure(publish.OpenId);
        publish.Take(now, TimeSpan.FromSeconds(world.TikTok.Settings.ProcessingSeconds), failure, world.TikTok.NextPostId());
        if (failure is not null) return false;
        publish.Hashes = [.. files.Select(file => Convert.ToHexStringLower(SHA256.HashData(file)))];
        if (!publish.IsInbox) WentLive(world, publish, person, publish.EndsAt!.Value);
        return true;
    }

    /// <summary>The person finishes in the app what lies in their inbox.</summary>
    public static void Finished(World world, FakePublish publish, DateTimeOffset now)
    {
        publish.FinishedAt = now;
        WentLive(world, publish, world.TikTok.Users[publish.OpenId], now);
    }

    private static void WentLive(World world, FakePublish publish, FakeTikTokUser person, DateTimeOffset at) => world.Ledger.WentLive(seq => new LedgerPost
    {
        Seq = seq,
        // The name its caller knows it by: not every post gets another one.
        MediaId = publish.Id,
        ContainerId = publish.Id,
        AccountId = publish.OpenId,
        ProductType = "TIKTOK",
        MediaType = publish.IsPhoto ? "PHOTO" : "VIDEO",
        Caption = publish.Post.Caption,
        ImageSha256 = publish.IsPhoto ? publish.Hashes[0] : null,
        ImageSha256s = publish.IsPhoto ? publish.Hashes : [],
        VideoSha256 = publish.IsPhoto ? null : publish.Hashes[0],
        MediaSha256s = publish.Hashes,
        LiveAt = at,
        Username = person.Username,
        Shortcode = publish.PostId!,
    });
}
