using Dapper;
using Posthaste.Media;

namespace Posthaste.Storage;

// Public copies, in the table hosted_copies.
internal sealed partial class SqlMediaStore
{
    private const string CopyColumns = "id, media_id, sha256, content_type, bytes, hosting, url, object_key, expires_at, created_at";

    public Task AddCopyAsync(HostedCopy copy, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO hosted_copies ({CopyColumns})
            VALUES (@Id, @MediaId, @Sha256, @ContentType, @Bytes, @Hosting, @Url, @ObjectKey, @ExpiresAt, @CreatedAt)
            """;
        return database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, CopyRow.From(copy), cancellationToken: ct)), ct);
    }

    public async Task<HostedCopy?> FindCopyAsync(Guid copyId, CancellationToken ct) =>
        (await QueryCopiesAsync($"SELECT {CopyColumns} FROM hosted_copies WHERE id = @Id", new { Id = copyId }, ct)).SingleOrDefault();

    public async Task<HostedCopy?> FindReusableCopyAsync(
        Guid mediaId, string sha256, MediaHosting hosting, DateTimeOffset neededUntil, CancellationToken ct)
    {
        const string sql =
            $"""
            SELECT {CopyColumns}
            FROM hosted_copies
            WHERE media_id = @MediaId AND sha256 = @Sha256 AND hosting = @Hosting AND expires_at >= @NeededUntil
            ORDER BY expires_at DESC, id
            LIMIT 1
            """;
        var values = new { MediaId = mediaId, Sha256 = sha256, Hosting = Words.Of(hosting), NeededUntil = neededUntil };
        return (await QueryCopiesAsync(sql, values, ct)).SingleOrDefault();
    }

    public Task<IReadOnlyList<HostedCopy>> ListCopiesAsync(Guid mediaId, CancellationToken ct) =>
        QueryCopiesAsync($"SELECT {CopyColumns} FROM hosted_copies WHERE media_id = @MediaId ORDER BY expires_at, id", new { MediaId = mediaId }, ct);

    public Task<IReadOnlyList<HostedCopy>> ListExpiredCopiesAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        QueryCopiesAsync(
            $"SELECT {CopyColumns} FROM hosted_copies WHERE expires_at < @Before ORDER BY expires_at, id LIMIT @Limit",
            new { Before = before, Limit = limit }, ct);

    public Task<IReadOnlyList<HostedCopy>> ListLivingCopiesAsync(DateTimeOffset before, DateTimeOffset now, HostedCopy? after, int limit, CancellationToken ct)
    {
        var sql =
            $"""
            SELECT {CopyColumns}
            FROM hosted_copies
            WHERE created_at < @Before AND expires_at > @Now
                {(after is null ? "" : "AND (created_at > @AfterAt OR (created_at = @AfterAt AND id > @AfterId))")}
            ORDER BY created_at, id
            LIMIT @Limit
            """;
        return QueryCopiesAsync(sql, new { Before = before, Now = now, AfterAt = after?.CreatedAt ?? default, AfterId = after?.Id ?? default, Limit = limit }, ct);
    }

    public async Task<bool> ProlongCopyAsync(HostedCopy copy, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(
            "UPDATE hosted_copies SET url = @Url, expires_at = @ExpiresAt WHERE id = @Id",
            new { copy.Id, Url = copy.Url.AbsoluteUri, copy.ExpiresAt }, cancellationToken: ct)), ct) == 1;

    public Task DeleteCopyAsync(Guid copyId, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM hosted_copies WHERE id = @Id", new { Id = copyId }, cancellationToken: ct)), ct);

    private async Task<IReadOnlyList<HostedCopy>> QueryCopiesAsync(string sql, object values, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<CopyRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToCopy())];
    }

    private sealed class CopyRow
    {
        public Guid Id { get; init; }
        public Guid MediaId { get; init; }
        public string Sha256 { get; init; } = "";
        public string ContentType { get; init; } = "";
        public long Bytes { get; init; }
        public string Hosting { get; init; } = "";
        public string Url { get; init; } = "";
        public string? ObjectKey { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public DateTimeOffset CreatedAt { get; init; }

        public static CopyRow From(HostedCopy copy) => new()
        {
            Id = copy.Id,
            MediaId = copy.MediaId,
            Sha256 = copy.Sha256,
            ContentType = copy.ContentType,
            Bytes = copy.Bytes,
            Hosting = Words.Of(copy.Hosting),
            Url = copy.Url.AbsoluteUri,
            ObjectKey = copy.ObjectKey,
            ExpiresAt = copy.ExpiresAt,
            CreatedAt = copy.CreatedAt,
        };

        public HostedCopy ToCopy() => new()
        {
            Id = Id,
            MediaId = MediaId,
            Sha256 = Sha256,
            ContentType = ContentType,
            Bytes = Bytes,
            Hosting = Words.Parse<MediaHosting>(Hosting),
            Url = new Uri(Url),
            ObjectKey = ObjectKey,
            ExpiresAt = ExpiresAt,
            CreatedAt = CreatedAt,
        };
    }
}
