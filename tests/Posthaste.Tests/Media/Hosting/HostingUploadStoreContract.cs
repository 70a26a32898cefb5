using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>What every store of uploads must do.</summary>
public abstract class HostingUploadStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string s_sha = new('a', 64);

    private IHostingUploadStore _store = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<IHostingUploadStore> CreateEmptyStoreAsync();

    public async ValueTask InitializeAsync() => _store = await CreateEmptyStoreAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_written_down_is_found_unchanged_and_gone_when_deleted()
    {
        var upload = Upload();
        await _store.AddUploadAsync(upload, Ct);
        var further = upload with { RemoteId = "parts", PartBytes = 5 << 20, SentBytes = 10 << 20, HeldUntil = s_start.AddHours(1) };

        Assert.Equal(upload, await _store.FindUploadAsync(upload.Id, Ct));
        await _store.SaveUploadAsync(further, Ct);
        Assert.Equal(further, await _store.FindUploadAsync(upload.Id, Ct));
        await _store.DeleteUploadAsync(upload.Id, Ct);
        await _store.DeleteUploadAsync(upload.Id, Ct);
        Assert.Null(await _store.FindUploadAsync(upload.Id, Ct));
        await _store.SaveUploadAsync(further, Ct);
        Assert.Null(await _store.FindUploadAsync(upload.Id, Ct));
    }

    [Fact]
    public async Task Only_what_nobody_holds_is_gone_on_with_and_only_for_the_same_bytes_and_host()
    {
        var upload = Upload();
        await _store.AddUploadAsync(upload, Ct);

        Assert.Null(await ClaimAsync(upload, upload.HeldUntil.AddMilliseconds(-1)));
        Assert.Null(await ClaimAsync(upload with { MediaId = Guid.NewGuid() }, upload.HeldUntil));
        Assert.Null(await ClaimAsync(upload with { Sha256 = new string('b', 64) }, upload.HeldUntil));
        Assert.Null(await ClaimAsync(upload with { Hosting = MediaHosting.Cloudinary }, upload.HeldUntil));
        var claimed = await ClaimAsync(upload, upload.HeldUntil);

        Assert.Equal(upload with { HeldUntil = upload.HeldUntil.AddMinutes(10) }, claimed);
        Assert.Null(await ClaimAsync(upload, upload.HeldUntil));
    }

    [Fact]
    public async Task Of_many_who_want_to_go_on_with_it_one_does()
    {
        var upload = Upload();
        await _store.AddUploadAsync(upload, Ct);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClaimAsync(upload, upload.HeldUntil), Ct)));

        Assert.Single(claims.OfType<HostingUpload>());
    }

    [Fact]
    public async Task What_was_left_is_claimed_longest_ago_first_and_of_one_host_only()
    {
        var (younger, older) = (Upload() with { HeldUntil = s_start.AddHours(2) }, Upload() with { HeldUntil = s_start.AddHours(1) });
        foreach (var upload in new[] { younger, older, Upload() with { Hosting = MediaHosting.Cloudinary } }) await _store.AddUploadAsync(upload, Ct);

        Assert.Null(await LeftAsync(s_start.AddHours(1)));
        Assert.Equal(older.Id, (await LeftAsync(s_start.AddHours(3)))?.Id);
        Assert.Equal(younger.Id, (await LeftAsync(s_start.AddHours(3)))?.Id);
        Assert.Null(await LeftAsync(s_start.AddHours(3)));
    }

    private Task<HostingUpload?> ClaimAsync(HostingUpload upload, DateTimeOffset now) =>
        _store.ClaimUploadAsync(upload.MediaId, upload.Sha256, upload.Hosting, now, now.AddMinutes(10), Ct);

    private Task<HostingUpload?> LeftAsync(DateTimeOffset before) => _store.ClaimLeftUploadAsync(MediaHosting.S3, before, before.AddMinutes(10), Ct);

    private static HostingUpload Upload() => new()
    {
        Id = Guid.NewGuid(),
        MediaId = Guid.NewGuid(),
        Sha256 = s_sha,
        ContentType = "video/mp4",
        Bytes = 5_000_000_000,
        Hosting = MediaHosting.S3,
        ObjectKey = "posthaste/0a.mp4",
        StartedAt = s_start,
        HeldUntil = s_start.AddMinutes(10),
    };
}

public sealed class InMemoryHostingUploadStoreTests : HostingUploadStoreContract
{
    protected override Task<IHostingUploadStore> CreateEmptyStoreAsync() => Task.FromResult<IHostingUploadStore>(new InMemoryHostingUploadStore());
}

public abstract class SqlHostingUploadStoreContract(TestDatabase database) : HostingUploadStoreContract
{
    protected override async Task<IHostingUploadStore> CreateEmptyStoreAsync()
    {
        await database.StartAsync();
        return new SqlHostingUploadStore(database.Database);
    }

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteHostingUploadStoreTests() : SqlHostingUploadStoreContract(new SqliteTestDatabase());

public sealed class PostgresHostingUploadStoreTests() : SqlHostingUploadStoreContract(new PostgresTestDatabase());
