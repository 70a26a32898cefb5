namespace Posthaste.Workspaces.Members;

/// <summary>Says whether somebody is who they say they are: the one place where passwords and codes are compared. Whether there is no such account
/// or the password is wrong takes the same work and gives the same answer.</summary>
internal sealed class CheckCredentials(IMemberStore members, IFactorStore factors, PasswordHash passwords, TryGate gate, TimeProvider time)
{
    private const int MaxCode = 40;

    public async Task<CredentialCheck> RunAsync(Credentials given, CancellationToken ct)
    {
        var email = EmailAddress.TryRead(given.Email, out var read) ? read : "";
        var known = await members.FindByEmailAsync(email, ct);
        if (await gate.EnterAsync(email, known?.Member, given.Address, ct) is { } wait) return new CredentialCheck.Wait(wait);

        var check = await passwords.CheckAsync(known?.Hash, given.Password, ct);
        if (known is null || check == PasswordCheck.Wrong) return new CredentialCheck.Wrong();
        if (check == PasswordCheck.RightButOld)
            await members.RehashPasswordAsync(known.Member.Id, known.Hash, await passwords.HashAsync(given.Password, ct), ct);

        var recovered = false;
        if (await factors.FindAsync(known.Member.Id, ct) is { Confirmed: true } factor)
        {
            if (string.IsNullOrWhiteSpace(given.Code))
            {
                await gate.LeaveAsync(known.Member, given.Address, complete: false, ct);
                return new CredentialCheck.CodeNeeded();
            }
            var code = given.Code.Trim();
            recovered = !IsAppCode(code);
            if (!await UseCodeAsync(known.Member.Id, factor, code, ct)) return new CredentialCheck.WrongCode();
        }
        await gate.LeaveAsync(known.Member, given.Address, complete: true, ct);
        return new CredentialCheck.Good(known.Member, recovered);
    }

    private async Task<bool> UseCodeAsync(Guid memberId, SecondFactor factor, string code, CancellationToken ct)
    {
        if (code.Length > MaxCode) return false;
        if (!IsAppCode(code)) return await factors.UseRecoveryCodeAsync(memberId, RecoveryCodes.HashOf(code), ct);
        return Totp.FindStep(factor.Secret, code, time.GetUtcNow()) is { } step && await factors.UseStepAsync(memberId, step, ct);
    }

    private static bool IsAppCode(string code) => code.Length == 6 && code.All(char.IsAsciiDigit);
}

/// <summary>What somebody gave to show who they are. Does not print itself.</summary>
internal sealed class Credentials
{
    public required string Email { get; init; }
    public required string Password { get; init; }

    /// <summary>Of an authenticator app, or a recovery code; null where none was given.</summary>
    public string? Code { get; init; }

    /// <summary>Where the request came from; null where that is not known.</summary>
    public string? Address { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>What came of it.</summary>
internal abstract record CredentialCheck
{
    private CredentialCheck() { }

    /// <param name="Member">Who it is.</param>
    /// <param name="Recovered">By a recovery code, which is used up now.</param>
    public sealed record Good(Member Member, bool Recovered) : CredentialCheck;

    public sealed record Wrong : CredentialCheck;

    /// <summary>The password is right; the account has a second factor.</summary>
    public sealed record CodeNeeded : CredentialCheck;

    public sealed record WrongCode : CredentialCheck;

    /// <summary>Too much went wrong lately; nothing was looked at.</summary>
    public sealed record Wait(TimeSpan For) : CredentialCheck;
}
