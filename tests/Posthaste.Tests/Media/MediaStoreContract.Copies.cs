using Posthaste.Media;

namespace Posthaste.Tests.Media;

// Public copies: which are used again, which have ended.
public abstract partial class MediaStoreContract
{
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
