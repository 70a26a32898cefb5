namespace Posthaste.Sandbox.Ledger;

/// <summary>What really happened, whatever the callers were told: the ground truth of exactly-once tests. Lines are added
/// and completed, never removed.</summary>
internal sealed class PublishLedger
{
    private readonly List<LedgerCall> _calls = [];
    private readonly List<LedgerPost> _posts = [];

    public IReadOnlyList<LedgerCall> Calls => _calls;

    public IReadOnlyList<LedgerPost> Posts => _posts;

    /// <returns>The new line, to be completed.</returns>
    public LedgerLine Arrive(string accountId, string? containerId, DateTimeOffset at)
    {
        _calls.Add(new LedgerCall { Seq = _calls.Count + 1, ArrivedAt = at, AccountId = accountId, ContainerId = containerId });
        return new LedgerLine(this, _calls.Count);
    }

    public void Complete(int seq, Func<LedgerCall, LedgerCall> change) => _calls[seq - 1] = change(_calls[seq - 1]);

    public void WentLive(Func<int, LedgerPost> post) => _posts.Add(post(_posts.Count + 1));
}

/// <summary>One call's line, in the ledger it was begun in: a sandbox that is reset meanwhile begins another.</summary>
internal sealed record LedgerLine(PublishLedger Ledger, int Seq)
{
    /// <summary>Only inside <see cref="SandboxState.Run{T}"/>.</summary>
    public void Complete(Func<LedgerCall, LedgerCall> change) => Ledger.Complete(Seq, change);
}

/// <summary>A call that reached <c>media_publish</c>.</summary>
internal sealed record LedgerCall
{
    public required int Seq { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    public required string AccountId { get; init; }

    public required string? ContainerId { get; init; }

    /// <summary>True when this very call made a post go live.</summary>
    public bool Accepted { get; init; }

    public LedgerAnswer Answer { get; init; } = LedgerAnswer.Pending;

    /// <summary>HTTP status sent; null where none was.</summary>
    public int? Status { get; init; }

    public int? Code { get; init; }

    public int? Subcode { get; init; }

    public string? MediaId { get; init; }

    /// <summary>The fault that hit the call.</summary>
    public int? FaultId { get; init; }
}

/// <summary>What the caller of a publish was told.</summary>
internal enum LedgerAnswer
{
    /// <summary>Not decided yet: a slow fault holds the call.</summary>
    Pending,

    /// <summary>The platform's own answer.</summary>
    Given,

    /// <summary>Another answer than what happened deserves: an error, or half an answer.</summary>
    Replaced,

    /// <summary>None: the connection ended first.</summary>
    Dropped,
}

/// <summary>A post that went live.</summary>
internal sealed record LedgerPost
{
    public required int Seq { get; init; }

    public required string MediaId { get; init; }

    public required string ContainerId { get; init; }

    public required string AccountId { get; init; }

    /// <summary>FEED or STORY.</summary>
    public required string ProductType { get; init; }

    /// <summary>IMAGE or CAROUSEL_ALBUM.</summary>
    public required string MediaType { get; init; }

    public required string? Caption { get; init; }

    /// <summary>SHA-256 of the bytes fetched, lower-case hex; of the first picture of a carousel.</summary>
    public required string? ImageSha256 { get; init; }

    /// <summary>Of every picture, in order.</summary>
    public required IReadOnlyList<string> ImageSha256s { get; init; }

    public required DateTimeOffset LiveAt { get; init; }

    public required string Username { get; init; }

    public required string Shortcode { get; init; }
}
