using Posthaste.Media;

namespace Posthaste.Tests.Media;

/// <summary>Alone, because what it counts is allocated by the whole process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class CountsAllocations;

[Collection<CountsAllocations>]
public sealed class UploadMemoryTests
{
    // The cost per piece is what could grow, and a quarter of a GiB has 2048 of them: what holds here holds for any size.
    private const long Bytes = 256L << 20;

    [Fact]
    public async Task A_large_video_is_taken_without_growing_in_memory()
    {
        using var library = new MediaLibrary();
        var video = Samples.Mp4();
        await library.AcceptAsync(Samples.Mp4("-t", "1")); // Everything is compiled before counting.
        var upload = new Upload { WorkspaceId = library.Workspace, Content = new PaddedVideo(video, Bytes), DeclaredBytes = Bytes };

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await library.Upload.RunAsync(upload, TestContext.Current.CancellationToken);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(Bytes, Assert.IsType<UploadResult.Accepted>(result).Item.Bytes);
        Assert.InRange(allocated, 0, 4 << 20);
    }

    /// <summary>A video that ends in one large <c>free</c> box, which players skip: genuine at any length, made as it is read.</summary>
    private sealed class PaddedVideo(byte[] video, long length) : Stream
    {
        private readonly byte[] _start = [.. video, .. BoxSize(length - video.Length), .. "free"u8];
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - _at);
            if (_at < _start.Length)
            {
                count = (int)Math.Min(count, _start.Length - _at);
                _start.AsSpan((int)_at, count).CopyTo(buffer);
            }
            else
            {
                buffer[..count].Clear();
            }
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static byte[] BoxSize(long size)
        {
            var bytes = new byte[4];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)size);
            return bytes;
        }
    }
}
