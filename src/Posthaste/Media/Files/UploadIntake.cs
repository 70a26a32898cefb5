using System.Buffers;

namespace Posthaste.Media.Files;

/// <summary>Takes an upload to disk in pieces, and stops at the first byte that settles that it cannot be taken.</summary>
internal sealed class UploadIntake(MediaFiles files, MediaOptions options)
{
    // Larger pieces gain nothing measurable; this one is rented, so an upload of any size costs the same memory.
    private const int PieceBytes = 128 * 1024;

    /// <summary>Reads to the end, or to the first reason not to. What the sender announced (Content-Length) may be null.</summary>
    public async Task<IntakeResult> ReceiveAsync(Stream content, long? declaredBytes, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            return await ReceiveAsync(content, declaredBytes, buffer.AsMemory(0, PieceBytes), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<IntakeResult> ReceiveAsync(Stream content, long? declaredBytes, Memory<byte> buffer, CancellationToken ct)
    {
        var length = await content.ReadAtLeastAsync(buffer, MediaType.HeaderBytes, throwOnEndOfStream: false, ct);
        var isWhole = length < MediaType.HeaderBytes;
        if (isWhole && declaredBytes is { } announced && announced != length) return Refuse(MediaRefusal.ForLength(length, announced));
        if (length == 0) return Refuse(MediaRefusal.ForNothing());

        if (MediaType.FromBytes(buffer.Span[..length]) is not { } type)
            return Refuse(MediaRefusal.ForType(OtherFileTypes.Describe(buffer.Span[..Math.Min(length, MediaType.HeaderBytes)])));
        var allowed = options.MaxBytes(type.Kind);
        if (declaredBytes > allowed) return Refuse(MediaRefusal.ForSize(type.Kind, declaredBytes, allowed));

        var staged = files.Stage();
        var received = false;
        try
        {
            for (; length > 0; length = await content.ReadAsync(buffer, ct))
            {
                if (staged.Bytes + length > allowed) return Refuse(MediaRefusal.ForSize(type.Kind, null, allowed));
                await staged.AppendAsync(buffer[..length], ct);
            }
            if (declaredBytes is { } declared && declared != staged.Bytes) return Refuse(MediaRefusal.ForLength(staged.Bytes, declared));
            received = true;
            return new IntakeResult.Received(staged, type);
        }
        finally
        {
            if (!received) staged.Dispose();
        }
    }

    private static IntakeResult.Refused Refuse(MediaRefusal refusal) => new(refusal);
}

/// <summary>What an upload came to before anything looked into it.</summary>
internal abstract record IntakeResult
{
    private IntakeResult() { }

    /// <summary>The receiver disposes of the file, kept or not.</summary>
    public sealed record Received(StagedFile File, MediaType Type) : IntakeResult;

    public sealed record Refused(MediaRefusal Refusal) : IntakeResult;
}
