namespace Posthaste.Channels.Logins;

/// <summary>Rows of sign-ins under way, and of what was deleted because a person asked for it. Every implementation passes <c>LoginStoreContract</c>.</summary>
public interface ILoginStore : ISealedStore
{
    /// <param name="attempt">Not yet returned.</param>
    /// <param name="stateHash">By which it is found again.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    Task AddAsync(LoginAttempt attempt, string stateHash, CancellationToken ct);

    /// <returns>Also one that is over; null where there is none.</returns>
    Task<LoginAttempt?> FindByStateAsync(string stateHash, CancellationToken ct);

    Task<LoginAttempt?> FindAsync(Guid attemptId, CancellationToken ct);

    /// <summary>Marks it as returned. The comparison is in the statement, so that of two requests with one state one goes on.</summary>
    /// <returns>False where it has returned before, or its time is over.</returns>
    Task<bool> MarkReturnedAsync(Guid attemptId, DateTimeOffset at, CancellationToken ct);

    /// <summary>Keeps what a person is to choose from.</summary>
    Task OfferAsync(Guid attemptId, string sealedGrants, DateTimeOffset until, CancellationToken ct);

    /// <summary>Forgets it.</summary>
    /// <returns>False where it is gone, or its time is over: somebody else was first.</returns>
    Task<bool> TakeAsync(Guid attemptId, DateTimeOffset now, CancellationToken ct);

    /// <returns>How many were forgotten.</returns>
    Task<int> PruneAsync(DateTimeOffset expiredBefore, CancellationToken ct);

    Task AddDeletionAsync(Deletion deletion, string codeHash, CancellationToken ct);

    /// <returns>Null where there is none.</returns>
    Task<Deletion?> FindDeletionAsync(string codeHash, CancellationToken ct);
}

/// <summary>What was deleted because a person asked for it at their network.</summary>
/// <param name="Login">As in <see cref="Platforms.ILogin.Name"/>.</param>
/// <param name="At">When.</param>
/// <param name="Accounts">How many connections there were; their tokens are gone.</param>
public sealed record Deletion(string Login, DateTimeOffset At, int Accounts);
