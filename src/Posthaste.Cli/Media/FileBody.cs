using System.Net;
using System.Net.Http.Headers;

namespace Posthaste.Cli.Media;

/// <summary>A file as the body of a request; it is read while it is sent.</summary>
internal sealed class FileBody : HttpContent
{
    private const int Piece = 128 * 1024;

    private readonly string _path;
    private readonly IProgress<long> _progress;

    public FileBody(string path, IProgress<long> progress)
    {
        (_path, _progress) = (path, progress);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, Piece, useAsync: true);
        var piece = new byte[Piece];
        var sent = 0L;
        while (await file.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            _progress.Report(sent += read);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = new FileInfo(_path).Length;
        return true;
    }
}
