namespace Posthaste.Workspaces.Members;

/// <summary>Turns sign-in with an authenticator app on: first a secret is shown, then a code of it proves that the app has it.</summary>
internal sealed class EnrolTotp(IFactorStore factors, ProvePassword prove)
{
    public async Task<AccountResult> RunAsync(Member member, string password, string? address, CancellationToken ct)
    {
        if (await prove.RunAsync(member, password, "password", address, ct) is { } refusal) return refusal;
        var secret = Totp.NewSecret();
        return await factors.ProposeAsync(member.Id, secret, ct)
            ? new AccountResult.Proposed(new ShownOnce(Base32.Encode(secret)), new ShownOnce(Totp.Uri(secret, member.Email)))
            : new AccountResult.Refused("totp_on_already", "Codes are on already. Turn them off before you set up another app.");
    }
}
