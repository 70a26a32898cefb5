using Posthaste.Media;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

// What was made of an item.
public abstract partial class MediaStoreContract
{
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
}
