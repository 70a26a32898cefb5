using Posthaste.Media;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

public sealed class MakeRenditionTests(Shelf shelf) : IDisposable
{
    private static readonly RenditionRecipe s_recipe = new() { Spec = Placements.Feed };

    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task What_was_made_is_never_made_again()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("a.png"));
        var first = await _library.MakeAsync(item, s_recipe);
        File.Delete(_library.Files.PathOf(item.Sha256)); // Without the original it could not be made again.
        _library.Time.Advance(TimeSpan.FromDays(1));

        var second = await _library.MakeAsync(item, s_recipe);

        Assert.Equal(first with { UsedAt = _library.Time.GetUtcNow() }, second);
        Assert.NotEqual(first.Sha256, item.Sha256);
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_get_the_same_one()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("a.png"));

        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _library.MakeAsync(item, s_recipe)));

        Assert.Single(made.Select(one => one.Id).Distinct());
        Assert.Equal(2, _library.FilesOnDisk().Count);
    }

    [Fact]
    public async Task Another_workspace_with_the_same_bytes_gets_a_row_of_its_own_and_the_same_file()
    {
        var bytes = shelf.BytesOf("a.png");
        var mine = await _library.AcceptAsync(bytes);
        var theirs = Assert.IsType<UploadResult.Accepted>(await _library.UploadAsync(bytes, workspace: Guid.NewGuid())).Item;
        var made = await _library.MakeAsync(mine, s_recipe);
        File.Delete(_library.Files.PathOf(mine.Sha256));

        var shared = await _library.MakeAsync(theirs, s_recipe);

        Assert.Equal((made.Sha256, theirs.Id), (shared.Sha256, shared.MediaId));
        Assert.NotEqual(made.Id, shared.Id);
    }

    [Fact]
    public async Task A_rendition_that_was_lost_with_the_disk_is_made_anew()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("a.png"));
        var first = await _library.MakeAsync(item, s_recipe);
        File.Delete(_library.Files.PathOf(first.Sha256));

        var second = await _library.MakeAsync(item, s_recipe);

        Assert.NotEqual(first.Id, second.Id);
        Assert.True(_library.Files.Has(second.Sha256));
    }

    [Fact]
    public async Task Without_the_original_or_its_row_there_is_none()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("a.png"), "a.png");
        await _library.Store.DeleteAsync(_library.Workspace, item.Id, Ct);
        Assert.Equal(MediaRefusal.Missing, (await _library.RefuseToMakeAsync(item, s_recipe)).Code);

        File.Delete(_library.Files.PathOf(item.Sha256));
        Assert.Equal("a.png is no longer on this server's disk. Upload it again.", (await _library.RefuseToMakeAsync(item, s_recipe)).Sentence);
    }

    [Fact]
    public async Task A_rendition_is_hosted_under_an_address_of_its_own()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("a.png"));
        var made = await _library.MakeAsync(item, s_recipe);
        var until = _library.Time.GetUtcNow().AddHours(1);

        var copy = await _library.Host.HostAsync(made.InPlaceOf(item).File, until, Ct);

        Assert.Equal((made.Sha256, "image/jpeg", made.Bytes), (copy.Sha256, copy.ContentType, copy.Bytes));
        Assert.EndsWith(".jpg", copy.Url.AbsolutePath, StringComparison.Ordinal);
        Assert.NotEqual(copy.Id, (await _library.Host.HostAsync(item.File, until, Ct)).Id);
    }

    [Fact]
    public async Task Deleting_an_item_deletes_what_was_made_of_it()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("a.png"));
        await _library.MakeAsync(item, s_recipe);
        await _library.MakeAsync(item, s_recipe with { Fit = RenditionFit.Pad, Aspect = new(4, 5) });
        _library.Time.Advance(TimeSpan.FromHours(1));

        Assert.IsType<DeleteMediaResult.Deleted>(await _library.Delete.RunAsync(_library.Workspace, item.Id, Ct));

        Assert.Empty(_library.FilesOnDisk());
    }

    [Fact]
    public async Task The_sweep_takes_what_no_post_needs_and_nobody_has_asked_for()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("a.png"));
        var needed = await _library.MakeAsync(item, s_recipe);
        var forgotten = await _library.MakeAsync(item, s_recipe with { Fit = RenditionFit.Pad, Aspect = new(4, 5) });
        _library.NeededRenditions.Add(needed.Sha256);
        var copy = await _library.Host.HostAsync(forgotten.InPlaceOf(item).File, _library.Time.GetUtcNow(), Ct);
        _library.Time.Advance(_library.Options.RenditionRetention);
        var asked = await _library.MakeAsync(item, s_recipe with { Fit = RenditionFit.Pad, Aspect = new(1.5m, 1) });
        Assert.Equal(0, await _library.SweepRenditions.RunAsync(Ct));
        _library.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await _library.SweepRenditions.RunAsync(Ct));

        Assert.Equal([needed.Id, asked.Id], (await _library.Store.ListRenditionsAsync(item.Id, Ct)).Select(made => made.Id).Order());
        Assert.Equal((true, false, true), (_library.Files.Has(needed.Sha256), _library.Files.Has(forgotten.Sha256), _library.Files.Has(asked.Sha256)));
        Assert.Null(await _library.Store.FindCopyAsync(copy.Id, Ct));
    }

    [Fact]
    public async Task Intermediate_files_are_gone_whether_it_went_well_or_not()
    {
        var item = await _library.AcceptAsync(shelf.BytesOf("alpha.png"));
        await _library.MakeAsync(item, s_recipe with { Fit = RenditionFit.Pad, Aspect = new(4, 5) });
        Assert.Equal(2, _library.FilesOnDisk().Count);

        var other = await _library.AcceptAsync(shelf.BytesOf("a.png"));
        await File.WriteAllBytesAsync(_library.Files.PathOf(other.Sha256), shelf.BytesOf("a.png")[..500], Ct);
        Assert.Equal(MediaRefusal.Damaged, (await _library.RefuseToMakeAsync(other, s_recipe)).Code);

        Assert.Equal(3, _library.FilesOnDisk().Count);
    }
}
