namespace Posthaste.Sandbox.Ledger;

/// <summary>What really happened, whatever the callers were told: the ground truth of exactly-once tests. Lines are added
/// and completed, never removed.</summary>
internal sealed class PublishLedger
{
    private readonly List<LedgerCall> _calls = [];
    private readonly List<LedgerPost> _posts = [];
    private readonly List<LedgerCommentCall> _commentCalls = [];
    private readonly List<LedgerComment> _comments = [];

    public IReadOnlyList<LedgerCall> Calls => _calls;

    public IReadOnlyList<LedgerPost> Posts => _posts;

    public IReadOnlyList<LedgerCommentCall> CommentCalls => _commentCalls;

    public IReadOnlyList<LedgerComment> Comments => _comments;

    /// <summary>Everything that ever took effect; it grows by one with each call that did.</summary>
    public int Effects => _posts.Count + _comments.Count;

    /// <returns>The line of a publish, to be completed.</returns>
    public LedgerLine ArrivePublish(string accountId, string? containerId, DateTimeOffset at)
    {
        var index = _calls.Count;
        _calls.Add(new LedgerCall { Seq = index + 1, ArrivedAt = at, AccountId = accountId, ContainerId = containerId });
        return new LedgerLine(outcome => _calls[index] = _calls[index] with
        {
            Accepted = outcome.Accepted,
            Answer = outcome.Answer,
            Status = outcome.Status,
            Code = outcome.Code,
            Subcode = outcome.Subcode,
            MediaId = outcome.ResultId,
            FaultId = outcome.FaultId,
        });
    }

    /// <returns>The line of a comment, to be completed.</returns>
    public LedgerLine ArriveComment(string accountId, string targetId, DateTimeOffset at)
    {
        var index = _commentCalls.Count;
        _commentCalls.Add(new LedgerCommentCall { Seq = index + 1, ArrivedAt = at, AccountId = accountId, TargetId = targetId });
        return new LedgerLine(outcome => _commentCalls[index] = _commentCalls[index] with
        {
            Accepted = outcome.Accepted,
            Answer = outcome.Answer,
            Status = outcome.Status,
            Code = outcome.Code,
            Subcode = outcome.Subcode,
            CommentId = outcome.ResultId,
            FaultId = outcome.FaultId,
        });
    }

    public void WentLive(Func<int, LedgerPost> post) => _posts.Add(post(_posts.Count + 1));

    public void Commented(Func<int, LedgerComment> comment) => _comments.Add(comment(_comments.Count + 1));
}

/// <summary>One call's line, in the ledger it was begun in: a sandbox that is reset meanwhile begins another. Only inside
/// <see cref="SandboxState.Run{T}"/>.</summary>
internal sealed class LedgerLine(Action<LedgerOutcome> write)
{
    private LedgerOutcome _outcome = new();

    public void Complete(LedgerOutcome outcome)
    {
        _outcome = outcome;
        write(outcome);
    }

    /// <summary>The caller was gone before the answer was written.</summary>
    public void Drop() => Complete(_outcome with { Answer = LedgerAnswer.Dropped, Status = null });
}

/// <summary>What a call came to and what its caller was told.</summary>
internal sealed record LedgerOutcome
{
    public bool Accepted { get; init; }

    public LedgerAnswer Answer { get; init; } = LedgerAnswer.Pending;

    public int? Status { get; init; }

    public int? Code { get; init; }

    public int? Subcode { get; init; }

    /// <summary>The post or the comment; null where the call had no chance to make one.</summary>
    public string? ResultId { get; init; }

    public int? FaultId { get; init; }
}
