using System.Globalization;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>What one init call began. Everything about it changes inside <see cref="SandboxState.Run{T}"/> only.</summary>
internal sealed class FakePublish
{
    /// <summary>As callers know it.</summary>
    public required string Id { get; init; }

    public required string OpenId { get; init; }

    public required string ClientKey { get; init; }

    public required bool IsPhoto { get; init; }

    /// <summary>It goes into the person's inbox, and they finish it in the app.</summary>
    public required bool IsInbox { get; init; }

    public required PostInfo Post { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where TikTok fetches.</summary>
    public FakeUpload? Upload { get; init; }

    /// <summary>To be fetched; none where it is uploaded.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    public long DownloadedBytes { get; set; }

    /// <summary>When all bytes were here, or could not be had.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>When it is live, in the inbox, or failed.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Null where it goes well.</summary>
    public string? FailReason { get; private set; }

    /// <summary>The post's own id; null where it never gets one.</summary>
    public string? PostId { get; private set; }

    /// <summary>SHA-256 of each file that was taken, lower-case hex.</summary>
    public IReadOnlyList<string> Hashes { get; set; } = [];

    /// <summary>When the person finished it in the app; null for a direct post, and until then.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    public bool IsTaken => TakenAt is not null;

    public void Take(DateTimeOffset now, TimeSpan processing, string? failReason, string? postId) =>
        (TakenAt, EndsAt, FailReason, PostId) = (now, now + processing, failReason, failReason is null ? postId : null);

    public string StatusAt(DateTimeOffset now) => this switch
    {
        { FinishedAt: not null } => PublishStatus.Complete,
        _ when EndsAt is null || now < EndsAt => Upload is null ? PublishStatus.Downloading : PublishStatus.Uploading,
        { FailReason: not null } => PublishStatus.Failed,
        _ => IsInbox ? PublishStatus.InInbox : PublishStatus.Complete,
    };

    public string Page(string username) =>
        $"/@{Uri.EscapeDataString(username)}/{(IsPhoto ? "photo" : "video")}/{PostId?.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>TikTok's words.</summary>
internal static class PublishStatus
{
    public const string Uploading = "PROCESSING_UPLOAD";
    public const string Downloading = "PROCESSING_DOWNLOAD";
    public const string InInbox = "SEND_TO_USER_INBOX";
    public const string Complete = "PUBLISH_COMPLETE";
    public const string Failed = "FAILED";
}

/// <summary>A file on its way in chunks.</summary>
internal sealed class FakeUpload(string key, ChunkPlan plan)
{
    private readonly List<byte[]> _chunks = [];

    /// <summary>Of the address.</summary>
    public string Key { get; } = key;

    public ChunkPlan Plan { get; } = plan;

    public long Received => _chunks.Sum(chunk => chunk.LongLength);

    public int NextChunk => _chunks.Count;

    public bool IsWhole => NextChunk == Plan.Count;

    public void Add(byte[] chunk) => _chunks.Add(chunk);

    public byte[] Bytes()
    {
        var (bytes, at) = (new byte[Received], 0);
        foreach (var chunk in _chunks)
        {
            chunk.CopyTo(bytes, at);
            at += chunk.Length;
        }
        return bytes;
    }
}
