using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Media;

/// <summary>The file in an upload, not yet read: the body itself, or the first file of a form.</summary>
/// <param name="Content">Read once.</param>
/// <param name="FileName">As sent; null where it has none.</param>
/// <param name="DeclaredBytes">Of the file itself; null where the client did not say.</param>
internal sealed record UploadedFile(HashingStream Content, string? FileName, long? DeclaredBytes)
{
    public static async Task<(UploadedFile? File, ApiProblem? Problem)> OpenAsync(HttpRequest request, string? fileName, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            var name = fileName ?? NameFrom(request.Headers.ContentDisposition);
            return (new UploadedFile(new HashingStream(request.Body, name), name, request.ContentLength), null);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) return (null, Wrong("the form has no boundary in its Content-Type"));
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part) || !part.IsFileDisposition()) continue;
                var name = fileName ?? NameOf(part);
                return (new UploadedFile(new HashingStream(section.Body, name), name, DeclaredBytes: null), null);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException && e is not BadHttpRequestException)
        {
            return (null, Wrong("the form is cut off or damaged"));
        }
        return (null, Wrong("the form has no file in it; with curl: -F file=@picture.jpg"));
    }

    private static ApiProblem Wrong(string sentence) => ApiProblem.ForField("file", sentence);

    private static string? NameFrom(string? header) => ContentDispositionHeaderValue.TryParse(header, out var part) ? NameOf(part) : null;

    private static string? NameOf(ContentDispositionHeaderValue part) =>
        part.FileNameStar.HasValue ? part.FileNameStar.Value : HeaderUtilities.RemoveQuotes(part.FileName).Value;
}

/// <summary>Passes a body on and hashes it on its way, together with the name it came under: so that two uploads under one
/// Idempotency-Key can be told apart without keeping them.</summary>
internal sealed class HashingStream : Stream
{
    private readonly Stream _inner;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public HashingStream(Stream inner, string? name)
    {
        _inner = inner;
        _hash.AppendData(Encoding.UTF8.GetBytes((name ?? "") + "\n"));
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Of what was read; lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read without blocking a thread.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
