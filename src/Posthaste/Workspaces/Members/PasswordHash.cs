using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Posthaste.Workspaces.Members;

/// <summary>Hashes passwords and checks them, with the framework's hasher. As many at once as there are processors: a flood of
/// sign-ins must not take the engine's.</summary>
internal sealed class PasswordHash : IDisposable
{
    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher;
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly string _decoy;

    public PasswordHash(IOptions<SignInOptions> options)
    {
        _hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.PasswordRounds }));
        _decoy = _hasher.HashPassword(Nobody, ShownOnce.New().Reveal());
    }

    public Task<string> HashAsync(string password, CancellationToken ct) => TakeTurnAsync(() => _hasher.HashPassword(Nobody, password), ct);

    /// <param name="hash">Null where there is no such account: the same work is done, and the answer is no.</param>
    /// <param name="password">As it was given.</param>
    /// <param name="ct">Ends the wait for a turn.</param>
    public async Task<PasswordCheck> CheckAsync(string? hash, string password, CancellationToken ct)
    {
        if (password.Length > PasswordRules.MaxLength) return PasswordCheck.Wrong;
        var result = await TakeTurnAsync(() => _hasher.VerifyHashedPassword(Nobody, hash ?? _decoy, password), ct);
        return result switch
        {
            _ when hash is null => PasswordCheck.Wrong,
            PasswordVerificationResult.Success => PasswordCheck.Right,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordCheck.RightButOld,
            _ => PasswordCheck.Wrong,
        };
    }

    public void Dispose() => _turns.Dispose();

    private async Task<T> TakeTurnAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _turns.Release();
        }
    }
}

/// <summary>What a password turned out to be.</summary>
internal enum PasswordCheck
{
    Wrong,
    Right,

    /// <summary>Right, and hashed with other settings than today's.</summary>
    RightButOld,
}
