using System.Globalization;
using System.Text;

namespace Posthaste.Platforms;

/// <summary>A multipart form with one file, whose bytes are read while they are sent.</summary>
/// <param name="file">Its bytes; closed with what <see cref="Open"/> gives.</param>
/// <param name="fileLength">In bytes.</param>
/// <param name="fileType">As in <c>image/jpeg</c>.</param>
/// <param name="fields">What goes with it.</param>
/// <param name="field">Of the form, the one that is the file.</param>
internal sealed class FormFile(Stream file, long fileLength, string fileType, IReadOnlyList<KeyValuePair<string, string>> fields, string field = "file")
{
    // 122 random bits: no file has them in it.
    private readonly string _boundary = "posthaste-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public string ContentType => $"multipart/form-data; boundary={_boundary}";

    public long Length => Head().Length + fileLength + Tail().Length;

    public Stream Open() => new Joined([new MemoryStream(Head(), writable: false), file, new MemoryStream(Tail(), writable: false)]);

    private byte[] Head()
    {
        var head = new StringBuilder();
        foreach (var (name, value) in fields)
            head.Append(CultureInfo.InvariantCulture, $"--{_boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"--{_boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"media{Ending(fileType)}\"\r\nContent-Type: {fileType}\r\n\r\n");
        return Encoding.UTF8.GetBytes(head.ToString());
    }

    private byte[] Tail() => Encoding.UTF8.GetBytes($"\r\n--{_boundary}--\r\n");

    private static string Ending(string type) => type switch
    {
        "image/png" => ".png",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "video/mp4" => ".mp4",
        "video/quicktime" => ".mov",
        "video/webm" => ".webm",
        _ => ".jpg",
    };

    /// <summary>Streams one after another.</summary>
    private sealed class Joined(IReadOnlyList<Stream> parts) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (; _at < parts.Count; _at++)
            {
                if (await parts[_at].ReadAsync(buffer, cancellationToken) is var read and > 0) return read;
            }
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) foreach (var part in parts) part.Dispose();
            base.Dispose(disposing);
        }
    }
}
