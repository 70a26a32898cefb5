using System.Globalization;
using System.Text;

namespace Posthaste.Notifications.Telegram;

/// <summary>A multipart body with files that are open for reading; whoever opened them closes them.</summary>
/// <param name="Fields">Texts, by their names.</param>
/// <param name="Files">What is sent beside them.</param>
internal sealed record TelegramUpload(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<TelegramFile> Files)
{
    private readonly string _boundary = $"posthaste-{Guid.NewGuid():N}";

    public string ContentType => $"multipart/form-data; boundary={_boundary}";

    /// <summary>The whole body; its length is known beforehand.</summary>
    public Stream Open()
    {
        var parts = new List<(Stream Bytes, long Length)>();
        foreach (var (name, value) in Fields) Add($"--{_boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        foreach (var file in Files)
        {
            Add($"--{_boundary}\r\nContent-Disposition: form-data; name=\"{file.Part}\"; filename=\"{Plain(file.Name)}\"\r\nContent-Type: {file.ContentType}\r\n\r\n");
            parts.Add((file.Bytes, file.Length));
            Add("\r\n");
        }
        Add($"--{_boundary}--\r\n");
        return new JoinedStream(parts);

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            parts.Add((new MemoryStream(bytes), bytes.Length));
        }
    }

    /// <summary>Nothing that could end a header or a quotation.</summary>
    private static string Plain(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return plain.Length <= 100 ? plain : plain[^100..];
    }

    /// <summary>Streams one after the other, each with as many bytes as it was said to have.</summary>
    private sealed class JoinedStream(IReadOnlyList<(Stream Bytes, long Length)> parts) : Stream
    {
        private int _at;
        private long _readOfPart;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => parts.Sum(part => part.Length);

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_at < parts.Count)
            {
                var (bytes, length) = parts[_at];
                var left = length - _readOfPart;
                if (left > 0)
                {
                    var read = await bytes.ReadAsync(buffer[..(int)Math.Min(left, buffer.Length)], cancellationToken);
                    if (read == 0) throw new IOException(string.Create(CultureInfo.InvariantCulture, $"A file ended {left} bytes before its end."));
                    _readOfPart += read;
                    return read;
                }
                (_at, _readOfPart) = (_at + 1, 0);
            }
            return 0;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

/// <summary>A file of an upload.</summary>
/// <param name="Part">Its name within the body, as in <c>attach://file0</c>.</param>
/// <param name="Name">What Telegram shows.</param>
/// <param name="Bytes">Stands where the file begins.</param>
/// <param name="Length">How many bytes are sent.</param>
internal sealed record TelegramFile(string Part, string Name, string ContentType, Stream Bytes, long Length);
