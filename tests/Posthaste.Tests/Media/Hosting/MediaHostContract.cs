using Posthaste.Media.Hosting;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>What every media host must do. A new one gets a subclass of a few lines and passes all of these.</summary>
public abstract class MediaHostContract : IAsyncLifetime
{
    private IMediaHost _host = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal HostShelf Shelf { get; } = new();

    internal abstract Task<IMediaHost> CreateAsync();

    /// <summary>As a network fetches: without any credentials.</summary>
    internal abstract Task<Fetched> FetchAsync(Uri address, (long From, long To)? range = null);

    public virtual async ValueTask InitializeAsync() => _host = await CreateAsync();

    public virtual ValueTask DisposeAsync()
    {
        Shelf.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("video/mp4")]
    public async Task A_copy_gives_the_very_bytes_and_their_type(string contentType)
    {
        var file = Shelf.Put(contentType: contentType);

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        var fetched = await FetchAsync(copy.Url);
        Assert.Equal((200, contentType), (fetched.Status, fetched.ContentType));
        Assert.Equal(Shelf.BytesOf(file), fetched.Bytes);
        Assert.Equal(copy, await Shelf.Store.FindCopyAsync(copy.Id, Ct));
    }

    [Fact]
    public async Task A_part_of_a_video_can_be_asked_for()
    {
        var file = Shelf.Put(contentType: "video/mp4");

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        var fetched = await FetchAsync(copy.Url, (100, 299));
        Assert.Equal(206, fetched.Status);
        Assert.Equal(Shelf.BytesOf(file)[100..300], fetched.Bytes);
    }

    [Fact]
    public async Task An_address_is_ASCII_and_ends_like_its_type()
    {
        var copy = await _host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(2), Ct);

        Assert.True(System.Text.Ascii.IsValid(copy.Url.AbsoluteUri));
        Assert.EndsWith(".jpg", copy.Url.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_living_copy_is_used_again()
    {
        var file = Shelf.Put();
        var first = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal(first, await _host.HostAsync(file, first.ExpiresAt, Ct));
        Assert.Single(await Shelf.Store.ListCopiesAsync(file.MediaId, Ct));
    }

    [Fact]
    public async Task Who_needs_it_longer_gets_an_address_that_lives_longer()
    {
        var file = Shelf.Put();
        var first = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);
        var until = first.ExpiresAt.AddHours(5);

        var longer = await _host.HostAsync(file, until, Ct);

        Assert.True(longer.ExpiresAt >= until, $"{longer.ExpiresAt:o} is before {until:o}");
        Assert.Equal(200, (await FetchAsync(longer.Url)).Status);
        Assert.Equal(200, (await FetchAsync(first.Url)).Status);
    }

    [Fact]
    public async Task The_same_bytes_hosted_anew_never_get_the_same_address()
    {
        var file = Shelf.Put();
        var first = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);
        await _host.RemoveAsync(first, Ct);
        Shelf.Time.Advance(TimeSpan.FromSeconds(2));

        var second = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.NotEqual(first.Url.AbsolutePath, second.Url.AbsolutePath);
    }

    [Fact]
    public async Task Many_who_ask_at_once_share_one_copy()
    {
        var file = Shelf.Put();
        var until = Shelf.Now.AddHours(2);

        var copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _host.HostAsync(file, until, Ct), Ct)));

        // This server's own copies are rows alone and may be several; what is sent somewhere is sent once.
        Assert.All(copies, copy => Assert.True(copy.ExpiresAt >= until));
        if (copies[0].ObjectKey is not null) Assert.Single(copies.Select(copy => copy.ObjectKey).Distinct());
    }

    [Fact]
    public async Task A_removed_copy_answers_no_more_and_removing_it_again_does_nothing()
    {
        var file = Shelf.Put();
        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        await _host.RemoveAsync(copy, Ct);
        await _host.RemoveAsync(copy, Ct);

        Assert.Contains((await FetchAsync(copy.Url)).Status, (int[])[403, 404, 410]);
        Assert.Null(await Shelf.Store.FindCopyAsync(copy.Id, Ct));
        Assert.True(Shelf.Files.Has(file.Sha256));
    }

    [Fact]
    public async Task What_has_expired_is_swept_a_day_later_from_the_host_too()
    {
        var file = Shelf.Put();
        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(1), Ct);
        Shelf.Needed.Add(file.MediaId);
        var sweep = Shelf.Sweep(_host);

        Shelf.Time.Advance(copy.ExpiresAt - Shelf.Now + Shelf.Options.CopyRetention - TimeSpan.FromMinutes(1));
        await sweep.RunAsync(Ct);
        Assert.NotNull(await Shelf.Store.FindCopyAsync(copy.Id, Ct));
        Shelf.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await sweep.RunAsync(Ct));

        Assert.Null(await Shelf.Store.FindCopyAsync(copy.Id, Ct));
        Assert.Contains((await FetchAsync(copy.Url)).Status, (int[])[403, 404, 410]);
    }

    [Fact]
    public async Task After_publishing_a_copy_goes_once_the_grace_is_over_and_others_stay()
    {
        var (published, waiting) = (Shelf.Put(), Shelf.Put());
        var gone = await _host.HostAsync(published, Shelf.Now.AddHours(20), Ct);
        var needed = await _host.HostAsync(waiting, Shelf.Now.AddHours(20), Ct);
        Shelf.Needed.Add(waiting.MediaId);
        var sweep = Shelf.Sweep(_host);

        Shelf.Time.Advance(Shelf.Options.CopyGrace - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await sweep.RunAsync(Ct));
        Shelf.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await sweep.RunAsync(Ct));

        Assert.Contains((await FetchAsync(gone.Url)).Status, (int[])[403, 404, 410]);
        Assert.Equal(200, (await FetchAsync(needed.Url)).Status);
    }
}
