using Posthaste.Media;

namespace Posthaste.Tests.Media;

/// <summary>What every media store must do. A new store gets a subclass of a few lines and passes all of these.</summary>
public abstract partial class MediaStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string s_sha = new('a', 64);

    private IMediaStore _store = null!;

    /// <summary>A workspace that may be referred to by rows; the store makes sure that it exists.</summary>
    protected Guid Workspace { get; } = Guid.CreateVersion7(s_start);

    protected Guid OtherWorkspace { get; } = Guid.CreateVersion7(s_start);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<IMediaStore> CreateEmptyStoreAsync();

    public async ValueTask InitializeAsync() => _store = await CreateEmptyStoreAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_added_is_found_unchanged()
    {
        var item = Item(Workspace, s_sha) with
        {
            Kind = MediaKind.Video,
            DurationMs = 12_345,
            Likeness = unchecked((long)0xFEDC_BA98_7654_3210),
            FileName = "Füße 🎬.mp4",
            Details = new MediaDetails { FrameRate = 29.97, Rotation = 90, MoovFirst = true, AudioCodec = "aac", AudioChannels = 2 },
        };

        Assert.Equal(item, await _store.AddAsync(item, Ct));

        Assert.Equal(item, await _store.FindAsync(Workspace, item.Id, Ct));
        Assert.Equal(item, await _store.FindBySha256Async(Workspace, s_sha, Ct));
    }

    [Fact]
    public async Task An_item_is_invisible_to_other_workspaces()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);

        Assert.Null(await _store.FindAsync(OtherWorkspace, item.Id, Ct));
        Assert.Null(await _store.FindBySha256Async(OtherWorkspace, s_sha, Ct));
        Assert.False(await _store.DeleteAsync(OtherWorkspace, item.Id, Ct));
        Assert.Empty((await ListAsync(OtherWorkspace, 10)).Items);
        Assert.NotNull(await _store.FindAsync(Workspace, item.Id, Ct));
    }

    [Fact]
    public async Task The_second_row_for_the_same_bytes_in_a_workspace_gives_way_to_the_first()
    {
        var first = await _store.AddAsync(Item(Workspace, s_sha), Ct);

        var again = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var elsewhere = await _store.AddAsync(Item(OtherWorkspace, s_sha), Ct);

        Assert.Equal(first, again);
        Assert.NotEqual(first.Id, elsewhere.Id);
        Assert.Single((await ListAsync(Workspace, 10)).Items);
    }

    [Fact]
    public async Task A_list_runs_from_new_to_old_and_pages_without_gap_or_repeat()
    {
        var added = new List<MediaItem>();
        for (var n = 0; n < 5; n++)
            added.Add(await _store.AddAsync(Item(Workspace, Sha(n), s_start.AddMinutes(n)), Ct));
        await _store.AddAsync(Item(OtherWorkspace, Sha(9)), Ct);

        var first = await ListAsync(Workspace, 2);
        var second = await ListAsync(Workspace, 2, first.Next);
        var last = await ListAsync(Workspace, 2, second.Next);

        added.Reverse();
        Assert.Equal(added, [.. first.Items, .. second.Items, .. last.Items]);
        Assert.NotNull(second.Next);
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task A_list_can_be_of_one_kind_and_of_a_text_in_the_name_as_it_is_written()
    {
        var names = new[] { "Bread 50%.jpg", "bread_crust.JPG", "breadXcrust.jpg", "oven.mp4", @"a\b.jpg", "Ähre.jpg" };
        for (var n = 0; n < names.Length; n++)
            await _store.AddAsync(Item(Workspace, Sha(n), s_start.AddMinutes(n)) with { FileName = names[n], Kind = names[n].EndsWith("mp4", StringComparison.Ordinal) ? MediaKind.Video : MediaKind.Image }, Ct);

        async Task<IEnumerable<string>> FindAsync(string? text, MediaKind? kind = null) =>
            (await _store.ListAsync(new MediaQuery { WorkspaceId = Workspace, Search = text, Kind = kind, Limit = 10 }, Ct)).Items.Select(item => item.FileName);

        Assert.Equal(["breadXcrust.jpg", "bread_crust.JPG", "Bread 50%.jpg"], await FindAsync("BREAD"));
        Assert.Equal(["bread_crust.JPG"], await FindAsync("d_c"));
        Assert.Equal(["Bread 50%.jpg"], await FindAsync("0%"));
        Assert.Equal([@"a\b.jpg"], await FindAsync(@"\"));
        Assert.Equal(["Ähre.jpg"], await FindAsync("Ähre"));
        Assert.Equal(["oven.mp4"], await FindAsync(null, MediaKind.Video));
        Assert.Empty(await FindAsync("oven", MediaKind.Image));
    }

    [Fact]
    public async Task A_file_is_needed_until_its_last_row_in_any_workspace_is_deleted()
    {
        var mine = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var theirs = await _store.AddAsync(Item(OtherWorkspace, s_sha), Ct);

        Assert.True(await _store.DeleteAsync(Workspace, mine.Id, Ct));
        Assert.True(await _store.IsFileNeededAsync(s_sha, Ct));

        Assert.True(await _store.DeleteAsync(OtherWorkspace, theirs.Id, Ct));
        Assert.False(await _store.IsFileNeededAsync(s_sha, Ct));
        Assert.False(await _store.DeleteAsync(OtherWorkspace, theirs.Id, Ct));
    }

    [Fact]
    public async Task What_is_found_out_later_is_kept_with_the_item()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var details = item.Details with { Decodes = false, EditList = true };

        await _store.SetDetailsAsync(item.Id, details, Ct);
        await _store.SetDetailsAsync(Guid.NewGuid(), details, Ct);

        Assert.Equal(item with { Details = details }, await _store.FindAsync(Workspace, item.Id, Ct));
    }

    private static string Sha(int n) => n.ToString("x64", null);

    private Task<MediaPage> ListAsync(Guid workspace, int limit, Guid? after = null) => _store.ListAsync(new MediaQuery { WorkspaceId = workspace, Limit = limit, After = after }, Ct);

    private static MediaItem Item(Guid workspace, string sha256, DateTimeOffset? at = null) => new()
    {
        Id = Guid.CreateVersion7(at ?? s_start),
        WorkspaceId = workspace,
        FileName = "a.jpg",
        ContentType = "image/jpeg",
        Kind = MediaKind.Image,
        Bytes = 5_000_000_000,
        Sha256 = sha256,
        Width = 1080,
        Height = 1350,
        Codec = "jpeg",
        Details = new MediaDetails { ColourSpace = "srgb" },
        CreatedAt = at ?? s_start,
    };
}

public sealed class InMemoryMediaStoreTests : MediaStoreContract
{
    protected override Task<IMediaStore> CreateEmptyStoreAsync() => Task.FromResult<IMediaStore>(new InMemoryMediaStore());
}
