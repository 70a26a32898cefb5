namespace Posthaste.Sandbox.Videos;

/// <summary>How the video of one container gets here: fetched from an address, or uploaded, in one go or in several. It
/// changes while the container stays the same record; one upload at a time may hold it.</summary>
internal sealed class VideoIntake(string? url)
{
    private byte[] _bytes = [];
    private long _received;
    private int _held;

    /// <summary>Null while nobody said where from: the bytes are to be uploaded.</summary>
    public string? Url { get; private set; } = url;

    public bool IsUpload { get; } = url is null;

    /// <summary>Bytes that are here; what <c>video_status</c> tells and where an upload goes on.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>0 until an upload says it.</summary>
    public long FileSize { get; private set; }

    /// <summary>Whether all bytes are here, or the container is lost.</summary>
    public bool IsComplete { get; private set; }

    /// <returns>False while another call uploads.</returns>
    public bool TryHold() => Interlocked.Exchange(ref _held, 1) == 0;

    public void Release() => Interlocked.Exchange(ref _held, 0);

    /// <summary>Only the holder; the first call decides how large the file is.</summary>
    public void Expect(long fileSize)
    {
        if (FileSize > 0) return;
        _bytes = new byte[fileSize];
        FileSize = fileSize;
    }

    /// <summary>Where the holder puts what comes next.</summary>
    public Memory<byte> Room => _bytes.AsMemory((int)Received);

    public void Took(int count) => Interlocked.Add(ref _received, count);

    /// <summary>The upload names an address instead of sending bytes.</summary>
    public void FetchFrom(string url) => Url = url;

    /// <summary>All bytes are here, or never will be.</summary>
    public void Complete(long received)
    {
        Interlocked.Exchange(ref _received, received);
        IsComplete = true;
    }

    /// <summary>The uploaded file; the intake lets go of it.</summary>
    public byte[] TakeBytes()
    {
        var bytes = _bytes;
        _bytes = [];
        return bytes;
    }
}
