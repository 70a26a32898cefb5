using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Media;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

public sealed class MediaWorkshopTests : IAsyncDisposable
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _begun = [];
    private readonly MediaWorkshop _workshop;
    private readonly TaskCompletionSource _isBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<IProgress<double>, CancellationToken, Task<MediaRefusal?>> _work = (_, _) => Task.FromResult<MediaRefusal?>(null);

    public MediaWorkshopTests() => _workshop = new MediaWorkshop(
        (work, progress, ct) =>
        {
            lock (_begun) _begun.Add(work.Key);
            var running = _work(progress, ct);
            _isBegun.TrySetResult();
            return running;
        }, _time, NullLogger<MediaWorkshop>.Instance);

    public ValueTask DisposeAsync() => _workshop.DisposeAsync();

    [Fact]
    public async Task The_same_work_is_done_once_and_says_how_far_it_is()
    {
        var end = new TaskCompletionSource<MediaRefusal?>();
        _work = (progress, _) =>
        {
            progress.Report(0.25);
            return end.Task;
        };
        var work = Read(Guid.NewGuid());

        var (first, second, other) = (_workshop.StartAsync(work), _workshop.StartAsync(Read(work.Item.Id)), _workshop.StartAsync(Read(Guid.NewGuid())));
        await _isBegun.Task;
        Assert.Same(first, second);
        end.SetResult(null);
        await Task.WhenAll(first, other);

        Assert.Equal(2, _begun.Count);
        Assert.Null(_workshop.ProgressOf(work));
        Assert.Null(_workshop.RefusalOf(work));
    }

    [Fact]
    public async Task While_it_runs_its_progress_is_known()
    {
        var end = new TaskCompletionSource<MediaRefusal?>();
        _work = (progress, _) =>
        {
            progress.Report(0.25);
            return end.Task;
        };
        var work = Read(Guid.NewGuid());

        var running = _workshop.StartAsync(work);
        await _isBegun.Task;

        Assert.Equal(0.25, _workshop.ProgressOf(work));
        end.SetResult(null);
        await running;
    }

    [Fact]
    public async Task A_refusal_is_remembered_for_ten_minutes_and_then_tried_again()
    {
        _work = (_, _) => Task.FromResult<MediaRefusal?>(new MediaRefusal(MediaRefusal.NotFit, "No."));
        var work = Read(Guid.NewGuid());

        await _workshop.StartAsync(work);
        await _workshop.StartAsync(work);
        Assert.Equal(("No.", 1), (_workshop.RefusalOf(work)?.Sentence, _begun.Count));

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(_workshop.RefusalOf(work));
        await _workshop.StartAsync(work);
        Assert.Equal(2, _begun.Count);
    }

    [Fact]
    public async Task A_fault_is_a_refusal_in_words_for_a_minute()
    {
        _work = (_, _) => throw new IOException("The disk is full: /data/secret");
        var work = Read(Guid.NewGuid());

        await _workshop.StartAsync(work);

        Assert.Equal(MediaRefusal.NotMade, _workshop.RefusalOf(work)?.Code);
        Assert.DoesNotContain("secret", _workshop.RefusalOf(work)?.Sentence, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_workshop.RefusalOf(work));
    }

    [Fact]
    public async Task The_servers_end_ends_the_work_and_nothing_begins_after_it()
    {
        _work = async (_, ct) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(ct);
            return null;
        };
        var work = Read(Guid.NewGuid());
        var running = _workshop.StartAsync(work);
        await _isBegun.Task;

        await _workshop.DisposeAsync();

        Assert.True(running.IsCompletedSuccessfully);
        await _workshop.StartAsync(Read(Guid.NewGuid()));
        Assert.Single(_begun);
    }

    private static MediaWork.Read Read(Guid id) => new(new MediaItem
    {
        Id = id,
        WorkspaceId = Guid.Empty,
        FileName = "oven.mp4",
        ContentType = "video/mp4",
        Kind = MediaKind.Video,
        Bytes = 1,
        Sha256 = new string('a', 64),
        Width = 1,
        Height = 1,
        Codec = "h264",
        Details = new MediaDetails(),
        CreatedAt = default,
    });
}
