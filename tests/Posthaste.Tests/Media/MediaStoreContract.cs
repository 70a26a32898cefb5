using Posthaste.Media;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

/// <summary>What every media store must do. A new store gets a subclass of a few lines and passes all of these.</summary>
public abstract class MediaStoreContract : IAsyncLifetime
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
    public async Task The_longest_living_copy_of_the_same_bytes_is_reused_up_to_its_last_second()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        await _store.AddCopyAsync(Copy(item, s_start.AddHours(1)), Ct);
        var longest = Copy(item, s_start.AddHours(3));
        await _store.AddCopyAsync(longest, Ct);
        await _store.AddCopyAsync(Copy(item, s_start.AddHours(9)) with { Sha256 = Sha(1) }, Ct);

        Assert.Equal(longest, await Reusable(item, s_start.AddMinutes(30)));
        Assert.Equal(longest, await Reusable(item, s_start.AddHours(3)));
        Assert.Null(await Reusable(item, s_start.AddHours(3).AddSeconds(1)));

        Task<HostedCopy?> Reusable(MediaItem media, DateTimeOffset until) =>
            _store.FindReusableCopyAsync(media.Id, media.Sha256, MediaHosting.Local, until, Ct);
    }

    [Fact]
    public async Task A_copy_can_be_given_another_address_and_end_while_it_is_there()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var copy = Copy(item, s_start.AddHours(1)) with { Hosting = MediaHosting.S3, ObjectKey = "posthaste/0a.jpg" };
        await _store.AddCopyAsync(copy, Ct);
        var longer = copy with { Url = new Uri("https://store.example/posthaste/0a.jpg?signed=anew"), ExpiresAt = s_start.AddHours(9) };

        Assert.True(await _store.ProlongCopyAsync(longer, Ct));
        Assert.Equal(longer, await _store.FindCopyAsync(copy.Id, Ct));
        await _store.DeleteCopyAsync(copy.Id, Ct);
        Assert.False(await _store.ProlongCopyAsync(longer, Ct));
    }

    [Fact]
    public async Task Living_copies_are_listed_page_by_page_from_the_oldest()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var copies = new[] { 3, 1, 2, 2 }.Select(hour => Copy(item, s_start.AddHours(9)) with { CreatedAt = s_start.AddHours(hour) }).ToList();
        var expired = Copy(item, s_start.AddHours(4)) with { CreatedAt = s_start };
        var young = Copy(item, s_start.AddHours(9)) with { CreatedAt = s_start.AddHours(5) };
        foreach (var copy in copies.Append(expired).Append(young)) await _store.AddCopyAsync(copy, Ct);

        var seen = new List<HostedCopy>();
        while (await _store.ListLivingCopiesAsync(s_start.AddHours(5), s_start.AddHours(4), seen.LastOrDefault(), 2, Ct) is { Count: > 0 } page) seen.AddRange(page);

        Assert.Equal(copies.OrderBy(copy => copy.CreatedAt).Select(copy => copy.CreatedAt), seen.Select(copy => copy.CreatedAt));
        Assert.Equal(copies.ToHashSet(), seen.ToHashSet());
    }

    [Fact]
    public async Task Expired_copies_are_listed_oldest_first_and_a_deleted_one_is_gone()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var younger = Copy(item, s_start.AddHours(2));
        var older = Copy(item, s_start.AddHours(1));
        var alive = Copy(item, s_start.AddHours(3));
        foreach (var copy in new[] { younger, older, alive }) await _store.AddCopyAsync(copy, Ct);

        Assert.Equal([older, younger], await _store.ListExpiredCopiesAsync(s_start.AddHours(3), 10, Ct));
        Assert.Equal([older], await _store.ListExpiredCopiesAsync(s_start.AddHours(3), 1, Ct));

        await _store.DeleteCopyAsync(older.Id, Ct);
        await _store.DeleteCopyAsync(older.Id, Ct);
        Assert.Null(await _store.FindCopyAsync(older.Id, Ct));
        Assert.Equal(alive, await _store.FindCopyAsync(alive.Id, Ct));
        Assert.Equal(2, (await _store.ListCopiesAsync(item.Id, Ct)).Count);
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

    [Fact]
    public async Task There_is_one_rendition_for_an_item_and_a_recipe()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var first = Made(item) with { DurationMs = 1_500, Kind = MediaKind.Video };

        Assert.Equal(first, await _store.AddRenditionAsync(first, Ct));
        Assert.Equal(first, await _store.AddRenditionAsync(Made(item) with { Sha256 = Sha(7) }, Ct));
        var other = Made(item) with { Recipe = Sha(2) };
        Assert.Equal(other, await _store.AddRenditionAsync(other, Ct));

        Assert.Equal(2, (await _store.ListRenditionsAsync(item.Id, Ct)).Count);
        Assert.Equal(first, await _store.FindRenditionOfBytesAsync(s_sha, first.Recipe, Ct));
        Assert.Null(await _store.FindRenditionOfBytesAsync(Sha(3), first.Recipe, Ct));
    }

    [Fact]
    public async Task Nothing_is_kept_for_an_item_that_is_gone()
    {
        Assert.Null(await _store.AddRenditionAsync(Made(Item(Workspace, s_sha)), Ct));
    }

    [Fact]
    public async Task To_ask_for_a_rendition_makes_it_young_and_never_older()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var made = (await _store.AddRenditionAsync(Made(item), Ct))!;

        var asked = await _store.UseRenditionAsync(item.Id, made.Recipe, s_start.AddDays(3), Ct);
        var earlier = await _store.UseRenditionAsync(item.Id, made.Recipe, s_start.AddDays(2), Ct);

        Assert.Equal(made with { UsedAt = s_start.AddDays(3) }, asked);
        Assert.Equal(asked, earlier);
        Assert.Null(await _store.UseRenditionAsync(item.Id, Sha(9), s_start, Ct));
        Assert.False(await _store.DeleteRenditionAsync(made.Id, s_start.AddDays(3), Ct));
        Assert.True(await _store.DeleteRenditionAsync(made.Id, s_start.AddDays(3).AddSeconds(1), Ct));
        Assert.False(await _store.DeleteRenditionAsync(made.Id, null, Ct));
    }

    [Fact]
    public async Task Renditions_nobody_asks_for_are_listed_longest_ago_first_in_parts()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var all = new List<Rendition>();
        for (var n = 0; n < 5; n++)
            all.Add((await _store.AddRenditionAsync(Made(item) with { Recipe = Sha(n), UsedAt = s_start.AddHours(n / 2) }, Ct))!);

        var first = await _store.ListUnaskedRenditionsAsync(s_start.AddHours(2), null, 3, Ct);
        var rest = await _store.ListUnaskedRenditionsAsync(s_start.AddHours(2), first[^1], 3, Ct);

        Assert.Equal(all[..4].OrderBy(made => made.UsedAt).ThenBy(made => made.Id.ToString("N"), StringComparer.Ordinal), [.. first, .. rest]);
    }

    [Fact]
    public async Task A_rendition_needs_its_file_as_an_original_does()
    {
        var item = await _store.AddAsync(Item(Workspace, s_sha), Ct);
        var made = (await _store.AddRenditionAsync(Made(item) with { Sha256 = Sha(5) }, Ct))!;
        Assert.True(await _store.IsFileNeededAsync(Sha(5), Ct));

        Assert.True(await _store.DeleteRenditionAsync(made.Id, null, Ct));

        Assert.False(await _store.IsFileNeededAsync(Sha(5), Ct));
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

    private static Rendition Made(MediaItem item) => new()
    {
        Id = Guid.CreateVersion7(s_start),
        MediaId = item.Id,
        SourceSha256 = item.Sha256,
        Recipe = Sha(1),
        Placement = "an Instagram picture",
        ContentType = "image/jpeg",
        Kind = MediaKind.Image,
        Bytes = 123_456,
        Sha256 = Sha(4),
        Width = 1080,
        Height = 1350,
        Codec = "jpeg",
        Details = new MediaDetails { ColourSpace = "srgb", Decodes = true },
        CreatedAt = s_start,
        UsedAt = s_start,
    };

    private static HostedCopy Copy(MediaItem item, DateTimeOffset expiresAt) => new()
    {
        Id = Guid.CreateVersion7(s_start),
        MediaId = item.Id,
        Sha256 = item.Sha256,
        ContentType = item.ContentType,
        Bytes = item.Bytes,
        Hosting = MediaHosting.Local,
        Url = new Uri("https://posts.example/m/1/2/3.jpg"),
        ExpiresAt = expiresAt,
        CreatedAt = s_start,
    };
}

public sealed class InMemoryMediaStoreTests : MediaStoreContract
{
    protected override Task<IMediaStore> CreateEmptyStoreAsync() => Task.FromResult<IMediaStore>(new InMemoryMediaStore());
}
