using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Media;
using Posthaste.Media.Hosting;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>R-ACC-7: the bytes of public copies.</summary>
public sealed class HostedLedgerTests : IDisposable
{
    private readonly HostShelf _shelf = new();
    private readonly Written _store = new();
    private readonly BrittleStore _objects = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HostedLedger Ledger => field ??= new HostedLedger(_store, _shelf.Time, NullLogger<HostedLedger>.Instance);

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task An_upload_counts_once_and_a_copy_that_is_used_again_does_not()
    {
        var file = _shelf.Put(40_000);
        var host = Host();

        await host.HostAsync(file, _shelf.Now.AddHours(1), Ct);
        await host.HostAsync(file, _shelf.Now.AddHours(1), Ct);
        await Ledger.FlushAsync(Ct);

        Assert.Equal([(file.MediaId, new HostedBytes(40_000, 0))], _store.Counts);
    }

    [Fact]
    public async Task What_was_sent_before_an_upload_broke_counts_and_so_does_the_rest_of_it()
    {
        var file = _shelf.Put(40_000);
        _objects.BreakAfter = 15_000;

        await Assert.ThrowsAsync<MediaHostException>(() => Host().HostAsync(file, _shelf.Now.AddHours(1), Ct));
        await Ledger.FlushAsync(Ct);
        _shelf.Time.Advance(TimeSpan.FromSeconds(1));
        await Host().HostAsync(file, _shelf.Now.AddHours(1), Ct);
        await Ledger.FlushAsync(Ct);

        Assert.Equal([(file.MediaId, new HostedBytes(15_000, 0)), (file.MediaId, new HostedBytes(25_000, 0))], _store.Counts);
    }

    [Fact]
    public async Task What_a_database_that_is_away_does_not_take_is_written_later_and_once()
    {
        var media = Guid.NewGuid();
        Ledger.Add(media, new HostedBytes(0, 5));
        _store.IsAway = true;
        await Ledger.FlushAsync(Ct);
        Ledger.Add(media, new HostedBytes(0, 7));
        _store.IsAway = false;

        await Ledger.FlushAsync(Ct);
        await Ledger.FlushAsync(Ct);

        Assert.Equal([(media, new HostedBytes(0, 12))], _store.Counts);
    }

    private RemoteMediaHost Host() => new(_objects, _shelf.Store, _shelf.Uploads, _shelf.Files, _shelf.Options, _shelf.Time, Ledger);

    private sealed class Written : IHostedUsageStore
    {
        private readonly List<(Guid MediaId, HostedBytes Bytes)> _counts = [];

        public bool IsAway { get; set; }

        public IReadOnlyList<(Guid MediaId, HostedBytes Bytes)> Counts => _counts;

        public Task CountHostedAsync(IReadOnlyCollection<KeyValuePair<Guid, HostedBytes>> counts, DateTimeOffset now, CancellationToken ct)
        {
            if (IsAway) throw new Away();
            _counts.AddRange(counts.Select(count => (count.Key, count.Value)));
            return Task.CompletedTask;
        }

        public Task<int> CountStoredAsync(DateTimeOffset now, CancellationToken ct) => throw new NotSupportedException();

        public Task<HostedNow> CountLivingAsync(Guid workspaceId, DateTimeOffset now, CancellationToken ct) => throw new NotSupportedException();

        private sealed class Away : DbException;
    }

    /// <summary>A store that takes parts, and fails once where a test says so.</summary>
    private sealed class BrittleStore : IObjectStore
    {
        /// <summary>Bytes; null where nothing breaks.</summary>
        public long? BreakAfter { get; set; }

        public MediaHosting Hosting => MediaHosting.S3;

        public TimeSpan? LongestAddress => null;

        public string KeyFor(Guid copyId, string contentType) => ObjectNames.Make("t/", copyId, ".jpg");

        public Guid? CopyOf(string objectKey) => ObjectNames.Read("t/", objectKey);

        public Uri AddressOf(string objectKey, string contentType, DateTimeOffset until) => new($"https://store.example/{objectKey}");

        public async Task PutAsync(HostingUpload upload, string path, Func<HostingUpload, Task> save, CancellationToken ct)
        {
            await save(upload with { RemoteId = "parts", PartBytes = 5_000 });
            if (BreakAfter is not { } sent) return;
            BreakAfter = null;
            await save(upload with { RemoteId = "parts", PartBytes = 5_000, SentBytes = sent });
            throw new MediaHostException("The store broke.", "Mend it.");
        }

        public Task AbortAsync(HostingUpload upload, CancellationToken ct) => throw new NotSupportedException();

        public Task DeleteAsync(string objectKey, string contentType, CancellationToken ct) => throw new NotSupportedException();

        public async IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken ct)
        {
            await Task.CompletedTask;
            yield break;
        }

        public Task CheckAsync(CancellationToken ct) => Task.CompletedTask;
    }
}
