namespace Posthaste.Media.Importing;

/// <summary>A download on its way to the disk. Tells what goes wrong with the far end from what goes wrong here, and waits for no piece longer than is reasonable.</summary>
/// <param name="inner">The body of the answer; closed by its owner.</param>
/// <param name="host">For the sentence where it breaks off.</param>
/// <param name="time">The clock of the wait.</param>
internal sealed class ImportStream(Stream inner, string host, TimeProvider time) : Stream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="ImportStoppedException">The far end broke off, or sent nothing for half a minute.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var timer = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await inner.ReadAsync(buffer, either.Token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new ImportStoppedException(MediaRefusal.ForImport($"{host} broke off in the middle of the file"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImportStoppedException(MediaRefusal.ForImport($"{host} sent nothing more for {Patience.TotalSeconds:0} seconds"));
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Downloads are read without blocking a thread.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
