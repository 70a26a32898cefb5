namespace Posthaste.Workspaces.Members;

/// <summary>Asks for the password once more before something that a borrowed session must not do.</summary>
internal sealed class ProvePassword(IMemberStore members, PasswordHash passwords, TryGate gate)
{
    /// <param name="member">Who is signed in.</param>
    /// <param name="password">As it was given.</param>
    /// <param name="field">The API field that it came in.</param>
    /// <param name="address">Where the request came from; null where that is not known.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>Null where it is right.</returns>
    public async Task<AccountResult?> RunAsync(Member member, string password, string field, string? address, CancellationToken ct)
    {
        if (await gate.EnterAsync(member.Email, member, address, ct) is { } wait) return new AccountResult.Wait(wait);
        var known = await members.FindByEmailAsync(member.Email, ct);
        if (await passwords.CheckAsync(known?.Hash, password, ct) == PasswordCheck.Wrong)
            return new AccountResult.Invalid(new(field, "password_wrong", "The password is wrong."));
        // Not complete: where the account has a code too, this must not wipe out what was guessed of it.
        await gate.LeaveAsync(member, address, complete: false, ct);
        return null;
    }
}
