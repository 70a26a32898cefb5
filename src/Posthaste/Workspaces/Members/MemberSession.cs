namespace Posthaste.Workspaces.Members;

/// <summary>One browser that a member is signed in with. Its token is nowhere: only its hash is kept.</summary>
internal sealed record MemberSession
{
    public required Guid Id { get; init; }
    public required Guid MemberId { get; init; }

    /// <summary>Where it was begun; null where that is not known.</summary>
    public string? Address { get; init; }

    /// <summary>What the browser said of itself, cut to 200 characters.</summary>
    public string? Client { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last used, to within some minutes: not every request writes.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Ended before its time; null while it is not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it ends by itself if nothing more is done with it.</summary>
    public DateTimeOffset ExpiresAt(SignInOptions options)
    {
        var (idle, last) = (SeenAt + options.SessionIdle, CreatedAt + options.SessionLifetime);
        return idle < last ? idle : last;
    }

    public bool IsGood(SignInOptions options, DateTimeOffset now) => EndedAt is null && now < ExpiresAt(options);
}

/// <summary>A session that has just begun, with its token on the one way to its browser.</summary>
internal sealed record NewSession(MemberSession Session, ShownOnce Token);

/// <summary>Rows of sessions, found by the hash of their token.</summary>
internal interface ISessionStore
{
    Task AddAsync(MemberSession session, string hash, CancellationToken ct);

    /// <returns>Also one that has ended.</returns>
    Task<MemberSession?> FindByHashAsync(string hash, CancellationToken ct);

    /// <summary>That have not been ended, newest first; expired ones too.</summary>
    Task<IReadOnlyList<MemberSession>> ListAsync(Guid memberId, CancellationToken ct);

    Task TouchAsync(Guid sessionId, DateTimeOffset at, CancellationToken ct);

    /// <returns>False where the member has no such session that has not ended.</returns>
    Task<bool> EndAsync(Guid memberId, Guid sessionId, DateTimeOffset at, CancellationToken ct);

    /// <summary>Ends all but one.</summary>
    /// <param name="memberId">Whose.</param>
    /// <param name="except">The one that stays; null for none.</param>
    /// <param name="at">Now.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How many.</returns>
    Task<int> EndAllAsync(Guid memberId, Guid? except, DateTimeOffset at, CancellationToken ct);

    /// <summary>Whether a session of this member was begun at this address since then.</summary>
    Task<bool> WasBegunAtAsync(Guid memberId, string address, DateTimeOffset since, CancellationToken ct);

    /// <returns>How many were forgotten.</returns>
    Task<int> PruneAsync(DateTimeOffset seenBefore, CancellationToken ct);
}
