using System.Diagnostics;
using Posthaste.Media.Files;
using Posthaste.Media.Probing;

namespace Posthaste.Media;

/// <summary>Takes a file into a workspace's library: to disk in pieces, checked from its bytes, kept once.</summary>
internal sealed class UploadMedia(UploadIntake intake, MediaProbe probe, MediaFiles files, IMediaStore store, TimeProvider time)
{
    public async Task<UploadResult> RunAsync(Upload upload, CancellationToken ct)
    {
        switch (await intake.ReceiveAsync(upload.Content, upload.DeclaredBytes, ct))
        {
            case IntakeResult.Refused refused:
                return new UploadResult.Refused(refused.Refusal);
            case IntakeResult.Received received:
                using (received.File) return await KeepAsync(upload, received.File, received.Type, ct);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<UploadResult> KeepAsync(Upload upload, StagedFile file, MediaType type, CancellationToken ct)
    {
        if (await store.FindBySha256Async(upload.WorkspaceId, file.Sha256(), ct) is { } known)
        {
            files.Keep(file);
            // Asked again: it may have been deleted while the file was put in place. From here on the file is young and stays.
            if (await store.FindAsync(upload.WorkspaceId, known.Id, ct) is { } still) return new UploadResult.Accepted(still, AlreadyThere: true);
            return await AddAsync(upload, file, type, Facts(known), ct);
        }

        switch (await probe.RunAsync(file.Path, type, ct))
        {
            case ProbeResult.Refused refused:
                return new UploadResult.Refused(refused.Refusal);
            case ProbeResult.Found found:
                // The file before the row: a row never points at nothing. A file without a row is swept.
                files.Keep(file);
                return await AddAsync(upload, file, type, found.Facts, ct);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<UploadResult> AddAsync(Upload upload, StagedFile file, MediaType type, MediaFacts facts, CancellationToken ct)
    {
        // Whole milliseconds, as the store keeps them: what is answered now equals what is read later.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var item = new MediaItem
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = upload.WorkspaceId,
            FileName = MediaName.Clean(upload.FileName, type),
            ContentType = type.ContentType,
            Kind = type.Kind,
            Bytes = file.Bytes,
            Sha256 = file.Sha256(),
            Width = facts.Width,
            Height = facts.Height,
            DurationMs = facts.DurationMs,
            Codec = facts.Codec,
            Likeness = facts.Likeness,
            Details = facts.Details,
            CreatedAt = now,
        };
        var standing = await store.AddAsync(item, ct);
        return new UploadResult.Accepted(standing, AlreadyThere: standing.Id != item.Id);
    }

    private static MediaFacts Facts(MediaItem item) => new()
    {
        Width = item.Width,
        Height = item.Height,
        DurationMs = item.DurationMs,
        Codec = item.Codec,
        Likeness = item.Likeness,
        Details = item.Details,
    };
}

/// <summary>A file as a client sends it.</summary>
public sealed record Upload
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>Read once, from where it stands to its end; need not be seekable.</summary>
    public required Stream Content { get; init; }

    /// <summary>As sent; only for showing.</summary>
    public string? FileName { get; init; }

    /// <summary>Content-Length of the file itself; null where the sender did not say.</summary>
    public long? DeclaredBytes { get; init; }
}

/// <summary>What became of an upload.</summary>
public abstract record UploadResult
{
    private UploadResult() { }

    /// <summary>Already there means that the workspace had these very bytes; the item is the old one, under its old name.</summary>
    public sealed record Accepted(MediaItem Item, bool AlreadyThere) : UploadResult;

    public sealed record Refused(MediaRefusal Refusal) : UploadResult;
}
