namespace Posthaste.Sandbox.Facebook;

/// <summary>A reel, from its beginning on.</summary>
internal sealed class FakeReel
{
    private List<byte>? _bytes = [];

    public required string Id { get; init; }

    public required string PageId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Of the whole file, as the first request said; 0 before.</summary>
    public long FileSize { get; set; }

    public long Received { get; private set; }

    public bool IsUploaded => FileSize > 0 && Received == FileSize;

    /// <summary>Of the whole file; null before it is here.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>Why the file comes to nothing; null where it does not, or is not here.</summary>
    public string? Fault { get; set; }

    public string Description { get; set; } = "";

    /// <summary>When it was to be published; null before.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When it is live, or given up on.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    public bool IsDeleted { get; set; }

    public string Path => $"/reel/{Id}/";

    /// <summary>One request at a time may send bytes.</summary>
    public bool IsHeld { get; set; }

    public bool IsLiveAt(DateTimeOffset at) => !IsDeleted && Fault is null && EndsAt <= at;

    /// <summary>What arrived stays.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        _bytes!.AddRange(bytes);
        Received += bytes.Length;
    }

    /// <summary>Called once, when the last byte is here.</summary>
    public byte[] Close()
    {
        var all = _bytes!.ToArray();
        _bytes = null;
        Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(all));
        return all;
    }
}
