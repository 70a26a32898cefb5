using System.Net;

namespace Posthaste.Media.Hosting.Cloudinary;

/// <summary>A stretch of a file as the body of a request, read while it is sent.</summary>
internal sealed class FilePart(string path, long start, long size) : HttpContent
{
    private const int BufferBytes = 81_920;

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        file.Position = start;
        var buffer = new byte[BufferBytes];
        for (var left = size; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0) throw new EndOfStreamException("The file is shorter than its record says.");
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }
}
