using Posthaste.Media;
using Posthaste.Media.Files;

namespace Posthaste.Tests.Media;

public sealed class DeleteMediaTests : IDisposable
{
    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task What_a_scheduled_post_needs_is_not_deleted()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var use = new MediaUse(Guid.NewGuid(), "Monday's post", _library.Time.GetUtcNow().AddDays(1));
        _library.Uses.Add(use);
        _library.Time.Advance(TimeSpan.FromHours(1));

        var result = await _library.Delete.RunAsync(_library.Workspace, item.Id, Ct);

        Assert.Equal([use], Assert.IsType<DeleteMediaResult.InUse>(result).Uses);
        Assert.NotNull(await _library.Store.FindAsync(_library.Workspace, item.Id, Ct));
        Assert.True(_library.Files.Has(item.Sha256));
    }

    [Fact]
    public async Task Deleting_removes_row_file_thumbnails_and_public_copies()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        Assert.IsType<ThumbnailResult.Ready>(await _library.Thumbnail.RunAsync(item, ThumbnailSize.Small, Ct));
        var copy = await _library.Host.HostAsync(item.File, _library.Time.GetUtcNow().AddHours(1), Ct);
        _library.Time.Advance(TimeSpan.FromHours(1));

        Assert.IsType<DeleteMediaResult.Deleted>(await _library.Delete.RunAsync(_library.Workspace, item.Id, Ct));

        Assert.Null(await _library.Store.FindAsync(_library.Workspace, item.Id, Ct));
        Assert.Null(await _library.Store.FindCopyAsync(copy.Id, Ct));
        Assert.Empty(_library.FilesOnDisk());
    }

    [Fact]
    public async Task The_file_stays_while_another_workspace_has_the_same_bytes()
    {
        var jpeg = Samples.Jpeg();
        var mine = await _library.AcceptAsync(jpeg);
        await _library.UploadAsync(jpeg, workspace: Guid.NewGuid());
        _library.Time.Advance(TimeSpan.FromHours(1));

        Assert.IsType<DeleteMediaResult.Deleted>(await _library.Delete.RunAsync(_library.Workspace, mine.Id, Ct));

        Assert.True(_library.Files.Has(mine.Sha256));
    }

    [Fact]
    public async Task Another_workspaces_item_is_not_found()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());

        Assert.IsType<DeleteMediaResult.NotFound>(await _library.Delete.RunAsync(Guid.NewGuid(), item.Id, Ct));
        Assert.IsType<DeleteMediaResult.NotFound>(await _library.Delete.RunAsync(_library.Workspace, Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task A_young_file_outlives_its_row_until_the_sweep_because_an_upload_may_be_about_to_use_it()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var sweep = new SweepMediaFiles(_library.Store, _library.Files);

        await _library.Delete.RunAsync(_library.Workspace, item.Id, Ct);
        Assert.Equal(0, await sweep.RunAsync(Ct));
        Assert.True(_library.Files.Has(item.Sha256));

        _library.Time.Advance(MediaFiles.UnlinkGrace);
        Assert.Equal(1, await sweep.RunAsync(Ct));
        Assert.Empty(_library.FilesOnDisk());
    }

    [Fact]
    public async Task The_sweep_leaves_files_that_have_a_row()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        _library.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await new SweepMediaFiles(_library.Store, _library.Files).RunAsync(Ct));

        Assert.True(_library.Files.Has(item.Sha256));
    }

    [Fact]
    public async Task Remains_of_dead_uploads_are_swept_and_living_ones_are_left_alone()
    {
        using var alive = _library.Files.Stage();
        await alive.AppendAsync(new byte[100], Ct);
        var dead = Path.Combine(Path.GetDirectoryName(alive.Path)!, "0123");
        await File.WriteAllTextAsync(dead, "half a picture", Ct);

        Assert.Equal(1, _library.Files.SweepIncoming());

        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(alive.Path));
    }
}
