namespace Posthaste.Workspaces;

/// <summary>Answers that were given under an <c>Idempotency-Key</c>, so that a client that repeats a request gets the
/// answer it missed and not a second effect.</summary>
public interface IIdempotencyStore
{
    /// <returns>Null where the key was not used after <paramref name="since"/>.</returns>
    Task<StoredAnswer?> FindAsync(Guid workspaceId, string key, DateTimeOffset since, CancellationToken ct);

    /// <summary>Keeps the answer in the current transaction, so that it exists exactly when its effect does. Takes the
    /// place of one from before <paramref name="since"/>.</summary>
    /// <returns>False where a request with this key has been answered meanwhile: undo the effect and give its answer.</returns>
    Task<bool> AddAsync(StoredAnswer answer, DateTimeOffset since, CancellationToken ct);

    /// <summary>Forgets up to <paramref name="max"/> answers, the oldest first.</summary>
    /// <returns>How many; fewer than asked for means that none is left.</returns>
    Task<int> PruneAsync(DateTimeOffset before, int max, CancellationToken ct);
}

/// <summary>What was answered.</summary>
public sealed record StoredAnswer
{
    public required Guid WorkspaceId { get; init; }
    public required string Key { get; init; }

    /// <summary>Of method, path and body: the same key with another request is a mistake of the client.</summary>
    public required string RequestHash { get; init; }

    public required int Status { get; init; }
    public string? Location { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
