using Dapper;
using Posthaste.Media;
using Posthaste.Media.Hosting;

namespace Posthaste.Storage;

/// <summary>Uploads to object stores in the table <c>hosting_uploads</c>. A few rows at most.</summary>
internal sealed class SqlHostingUploadStore(Database database) : IHostingUploadStore
{
    private const string Columns =
        "id, media_id, sha256, content_type, bytes, hosting, object_key, remote_id, part_bytes, sent_bytes, started_at, held_until";

    public Task AddUploadAsync(HostingUpload upload, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO hosting_uploads ({Columns})
            VALUES (@Id, @MediaId, @Sha256, @ContentType, @Bytes, @Hosting, @ObjectKey, @RemoteId, @PartBytes, @SentBytes, @StartedAt, @HeldUntil)
            """;
        return WriteAsync(sql, Row.From(upload), ct);
    }

    public Task<HostingUpload?> ClaimUploadAsync(
        Guid mediaId, string sha256, MediaHosting hosting, DateTimeOffset now, DateTimeOffset heldUntil, CancellationToken ct)
    {
        // The last line is for two nodes at once: the second sees the first one's hold and gets nothing.
        const string sql =
            $"""
            UPDATE hosting_uploads
            SET held_until = @HeldUntil
            WHERE id = (SELECT id FROM hosting_uploads
                        WHERE media_id = @MediaId AND sha256 = @Sha256 AND hosting = @Hosting AND held_until <= @Now
                        ORDER BY sent_bytes DESC, id
                        LIMIT 1)
              AND held_until <= @Now
            RETURNING {Columns}
            """;
        return ClaimAsync(sql, new { MediaId = mediaId, Sha256 = sha256, Hosting = Words.Of(hosting), Now = now, HeldUntil = heldUntil }, ct);
    }

    public Task<HostingUpload?> ClaimLeftUploadAsync(MediaHosting hosting, DateTimeOffset before, DateTimeOffset heldUntil, CancellationToken ct)
    {
        const string sql =
            $"""
            UPDATE hosting_uploads
            SET held_until = @HeldUntil
            WHERE id = (SELECT id FROM hosting_uploads WHERE hosting = @Hosting AND held_until < @Before ORDER BY held_until, id LIMIT 1)
              AND held_until < @Before
            RETURNING {Columns}
            """;
        return ClaimAsync(sql, new { Hosting = Words.Of(hosting), Before = before, HeldUntil = heldUntil }, ct);
    }

    public Task SaveUploadAsync(HostingUpload upload, CancellationToken ct) => WriteAsync(
        """
        UPDATE hosting_uploads
        SET remote_id = @RemoteId, part_bytes = @PartBytes, sent_bytes = @SentBytes, held_until = @HeldUntil
        WHERE id = @Id
        """, Row.From(upload), ct);

    public async Task<HostingUpload?> FindUploadAsync(Guid id, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"SELECT {Columns} FROM hosting_uploads WHERE id = @Id", new { Id = id }, cancellationToken: ct)), ct))?.ToUpload();

    public Task DeleteUploadAsync(Guid id, CancellationToken ct) => WriteAsync("DELETE FROM hosting_uploads WHERE id = @Id", new { Id = id }, ct);

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) => database.WriteAsync(
        WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private async Task<HostingUpload?> ClaimAsync(string sql, object values, CancellationToken ct) =>
        (await database.WriteAsync(WritePriority.Api, connection => connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToUpload();

    private sealed class Row
    {
        public Guid Id { get; init; }
        public Guid MediaId { get; init; }
        public string Sha256 { get; init; } = "";
        public string ContentType { get; init; } = "";
        public long Bytes { get; init; }
        public string Hosting { get; init; } = "";
        public string ObjectKey { get; init; } = "";
        public string? RemoteId { get; init; }
        public long PartBytes { get; init; }
        public long SentBytes { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset HeldUntil { get; init; }

        public static Row From(HostingUpload upload) => new()
        {
            Id = upload.Id,
            MediaId = upload.MediaId,
            Sha256 = upload.Sha256,
            ContentType = upload.ContentType,
            Bytes = upload.Bytes,
            Hosting = Words.Of(upload.Hosting),
            ObjectKey = upload.ObjectKey,
            RemoteId = upload.RemoteId,
            PartBytes = upload.PartBytes,
            SentBytes = upload.SentBytes,
            StartedAt = upload.StartedAt,
            HeldUntil = upload.HeldUntil,
        };

        public HostingUpload ToUpload() => new()
        {
            Id = Id,
            MediaId = MediaId,
            Sha256 = Sha256,
            ContentType = ContentType,
            Bytes = Bytes,
            Hosting = Words.Parse<MediaHosting>(Hosting),
            ObjectKey = ObjectKey,
            RemoteId = RemoteId,
            PartBytes = PartBytes,
            SentBytes = SentBytes,
            StartedAt = StartedAt,
            HeldUntil = HeldUntil,
        };
    }
}
