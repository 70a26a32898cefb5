using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Media.Hosting;

namespace Posthaste.Tests.Media;

public sealed class LocalMediaHostTests : IDisposable
{
    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _library.Time.GetUtcNow();

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task A_copy_leads_to_the_file_with_its_type_and_etag()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());

        var copy = await _library.Host.HostAsync(item.File, Now.AddHours(2), Ct);

        Assert.Matches("^https://posts\\.example/app/m/[0-9a-f]{32}/[0-9]+/[A-Za-z0-9_-]{43}\\.jpg$", copy.Url.OriginalString);
        var found = Assert.IsType<LocalCopyResult.Found>(await ResolveAsync(copy.Url));
        Assert.Equal(
            new LocalCopyResult.Found(_library.Files.PathOf(item.Sha256), "image/jpeg", item.Bytes, $"\"{item.Sha256}\"", copy.ExpiresAt) { MediaId = item.Id }, found);
    }

    [Fact]
    public async Task A_copy_outlives_the_need_by_the_margin_and_then_ends()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var copy = await _library.Host.HostAsync(item.File, Now.AddHours(2), Ct);

        Assert.Equal(Now.AddHours(2) + _library.Options.CopyMargin, copy.ExpiresAt);
        _library.Time.Advance(copy.ExpiresAt - Now - TimeSpan.FromSeconds(1));
        Assert.IsType<LocalCopyResult.Found>(await ResolveAsync(copy.Url));
        _library.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<LocalCopyResult.Gone>(await ResolveAsync(copy.Url));
    }

    [Fact]
    public async Task A_living_copy_is_used_again_and_a_new_one_has_another_address()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var first = await _library.Host.HostAsync(item.File, Now.AddHours(2), Ct);

        var again = await _library.Host.HostAsync(item.File, first.ExpiresAt, Ct);
        var longer = await _library.Host.HostAsync(item.File, first.ExpiresAt.AddSeconds(1), Ct);

        Assert.Equal(first, again);
        Assert.NotEqual(first.Url.AbsolutePath, longer.Url.AbsolutePath);
    }

    [Fact]
    public async Task A_removed_copy_is_gone_at_once_while_the_original_stays()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var copy = await _library.Host.HostAsync(item.File, Now.AddHours(2), Ct);

        await _library.Host.RemoveAsync(copy, Ct);

        Assert.IsType<LocalCopyResult.Gone>(await ResolveAsync(copy.Url));
        Assert.True(_library.Files.Has(item.Sha256));
    }

    [Fact]
    public async Task Not_one_character_of_an_address_can_be_changed()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var copy = await _library.Host.HostAsync(item.File, Now.AddHours(2), Ct);
        var path = copy.Url.AbsolutePath["/app/m/".Length..];

        for (var at = 0; at < path.Length; at++)
        {
            var changed = path[..at] + (path[at] == '1' ? '2' : '1') + path[(at + 1)..];
            var parts = (changed + "//").Split('/', 4);
            Assert.IsType<LocalCopyResult.NotFound>(await _library.Host.ResolveAsync(parts[0], parts[1], parts[2], Ct));
        }
    }

    [Theory]
    [InlineData("..", "..", "..")]
    [InlineData("", "", "")]
    [InlineData("00000000000000000000000000000000", "99999999999999999999", "x.jpg")]
    [InlineData("00000000000000000000000000000000", "-1", "x.jpg")]
    [InlineData("00000000000000000000000000000000", "9999999999", "../../../etc/passwd")]
    [InlineData("00000000000000000000000000000000", "253402300799", "\u00e9\0.jpg")]
    public async Task A_made_up_address_is_not_found(string copyId, string expires, string name)
    {
        Assert.IsType<LocalCopyResult.NotFound>(await _library.Host.ResolveAsync(copyId, expires, name, Ct));
    }

    [Fact]
    public async Task A_second_spelling_of_a_genuine_address_is_not_found()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var copy = await _library.Host.HostAsync(item.File, Now.AddHours(2), Ct);
        var parts = copy.Url.AbsolutePath["/app/m/".Length..].Split('/');

        Assert.IsType<LocalCopyResult.NotFound>(await _library.Host.ResolveAsync(parts[0].ToUpperInvariant(), parts[1], parts[2], Ct));
        Assert.IsType<LocalCopyResult.NotFound>(await _library.Host.ResolveAsync(parts[0], "0" + parts[1], parts[2], Ct));
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var stranger = new LocalMediaHost(_library.Store, _library.Files, new MediaSigningKey([.. Enumerable.Repeat((byte)7, 32)]),
            new Uri("https://posts.example/app/"), _library.Options, _library.Time);

        var copy = await stranger.HostAsync(item.File, Now.AddHours(2), Ct);

        Assert.IsType<LocalCopyResult.NotFound>(await ResolveAsync(copy.Url));
    }

    [Fact]
    public async Task An_international_domain_is_written_in_ascii()
    {
        var item = await _library.AcceptAsync(Samples.Png());
        var host = new LocalMediaHost(_library.Store, _library.Files, _library.Key, new Uri("https://füße.example/größe?x=1"), _library.Options, _library.Time);

        var copy = await host.HostAsync(item.File, Now.AddHours(2), Ct);

        Assert.StartsWith("https://xn--fe-gia9i.example/gr%C3%B6%C3%9Fe/m/", copy.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(System.Text.Ascii.IsValid(copy.Url.OriginalString));
        Assert.EndsWith(".png", copy.Url.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_are_swept_a_day_after_they_expired()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var copy = await _library.Host.HostAsync(item.File, Now.AddHours(2), Ct);
        var sweep = new SweepHostedCopies(_library.Store, _library, _library.Host, _library.Options, _library.Time, NullLogger<SweepHostedCopies>.Instance);

        _library.Time.Advance(copy.ExpiresAt - Now + _library.Options.CopyRetention);
        Assert.Equal(0, await sweep.RunAsync(Ct));
        _library.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await sweep.RunAsync(Ct));

        Assert.Null(await _library.Store.FindCopyAsync(copy.Id, Ct));
    }

    [Fact]
    public void A_short_secret_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new MediaSigningKey(new byte[31]));
    }

    private Task<LocalCopyResult> ResolveAsync(Uri url)
    {
        var parts = url.AbsolutePath.Split('/')[^3..];
        return _library.Host.ResolveAsync(parts[0], parts[1], parts[2], Ct);
    }
}
