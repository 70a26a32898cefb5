using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Turns it on for good, and makes the recovery codes.</summary>
internal sealed class ConfirmTotp(
    IFactorStore factors, IMembershipStore memberships, TryGate gate, IEventLog events, ITransactions transactions, TimeProvider time)
{
    public async Task<AccountResult> RunAsync(Member member, string code, string? address, CancellationToken ct)
    {
        if (await factors.FindAsync(member.Id, ct) is not { Confirmed: false } factor)
            return new AccountResult.Refused("totp_not_proposed", "There is no secret that waits to be confirmed. Begin with POST /api/v1/account/totp.");
        if (await gate.EnterAsync(member.Email, member, address, ct) is { } wait) return new AccountResult.Wait(wait);
        var now = time.GetUtcNow();
        if (Totp.FindStep(factor.Secret, code.Trim(), now) is not { } step)
            return new AccountResult.Invalid(new("code", "code_wrong", "The code does not fit the secret. Check the app's clock, and send the six digits that it shows now."));
        await gate.LeaveAsync(member, address, complete: false, ct);

        return await transactions.RunAsync<AccountResult>(async () =>
        {
            if (!await factors.ConfirmAsync(member.Id, step, now, ct)) return new AccountResult.Refused("totp_on_already", "Codes are on already.");
            var codes = RecoveryCodes.New();
            await factors.SetRecoveryCodesAsync(member.Id, [.. codes.Select(one => RecoveryCodes.HashOf(one.Reveal()))], ct);
            await events.AppendToAllAsync(memberships, member, "member.totp_on", now, null, ct);
            return new AccountResult.NewCodes(codes);
        }, ct);
    }
}
