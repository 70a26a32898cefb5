namespace Posthaste.Workspaces.Members;

/// <summary>How often somebody was wrong lately, under one key.</summary>
internal sealed record SignInTries
{
    /// <summary>An account at an address, an address, or an account; hashed, so that no table lists who tried what.</summary>
    public required string Key { get; init; }

    public int Failures { get; init; }
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Until then nothing is even looked at; null where nothing is locked.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>How much may go wrong before there is a wait, and how it grows.</summary>
/// <param name="Free">Tries without any wait.</param>
/// <param name="First">The first wait; each one after it is twice as long.</param>
/// <param name="Longest">No wait is longer: what somebody else does wrong must not lock a member out for ever.</param>
internal sealed record TryRule(int Free, TimeSpan First, TimeSpan Longest)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    /// <summary>One account from one address: somebody who guesses, or who forgot.</summary>
    public static readonly TryRule Pair = new(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    /// <summary>One address, whatever accounts it tries.</summary>
    public static readonly TryRule Address = new(30, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    /// <summary>One account from anywhere it has never been signed in from. A place it is known at is not held up by the others.</summary>
    public static readonly TryRule Account = new(20, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15));

    /// <summary>Counts a try as if it had failed; one that succeeds is taken back.</summary>
    public SignInTries Count(SignInTries tries, DateTimeOffset now)
    {
        var failures = now - tries.LastAt > Forgotten ? 1 : tries.Failures + 1;
        return tries with { Failures = failures, LastAt = now, LockedUntil = failures >= Free ? now + Wait(failures - Free) : null };
    }

    public static SignInTries TakeBack(SignInTries tries) => tries with { Failures = Math.Max(0, tries.Failures - 1), LockedUntil = null };

    private TimeSpan Wait(int doublings)
    {
        var wait = First * Math.Pow(2, Math.Min(doublings, 30));
        return wait < Longest ? wait : Longest;
    }
}

/// <summary>Rows of tries.</summary>
internal interface ISignInTryStore
{
    /// <summary>Reads the row, made if need be, and keeps others from it until the current transaction ends.</summary>
    Task<SignInTries> LockAsync(string key, CancellationToken ct);

    Task SaveAsync(SignInTries tries, CancellationToken ct);

    /// <returns>How many were forgotten.</returns>
    Task<int> PruneAsync(DateTimeOffset lastBefore, CancellationToken ct);
}
