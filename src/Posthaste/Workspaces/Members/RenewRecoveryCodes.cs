using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Makes ten new recovery codes; the old ones are worthless.</summary>
internal sealed class RenewRecoveryCodes(
    IFactorStore factors, IMembershipStore memberships, ProvePassword prove, IEventLog events, ITransactions transactions, TimeProvider time)
{
    public async Task<AccountResult> RunAsync(Member member, string password, string? address, CancellationToken ct)
    {
        if (await prove.RunAsync(member, password, "password", address, ct) is { } refusal) return refusal;
        if (await factors.FindAsync(member.Id, ct) is not { Confirmed: true }) return new AccountResult.Refused("totp_off", "Codes are off.");
        return await transactions.RunAsync<AccountResult>(async () =>
        {
            var codes = RecoveryCodes.New();
            await factors.SetRecoveryCodesAsync(member.Id, [.. codes.Select(one => RecoveryCodes.HashOf(one.Reveal()))], ct);
            await events.AppendToAllAsync(memberships, member, "member.recovery_codes_renewed", time.GetUtcNow(), null, ct);
            return new AccountResult.NewCodes(codes);
        }, ct);
    }
}
