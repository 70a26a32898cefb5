using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Turns it off: the secret and the recovery codes are forgotten.</summary>
internal sealed class RemoveTotp(
    IFactorStore factors, IMembershipStore memberships, ProvePassword prove, IEventLog events, ITransactions transactions, TimeProvider time)
{
    public async Task<AccountResult> RunAsync(Member member, string password, string? address, CancellationToken ct)
    {
        if (await prove.RunAsync(member, password, "password", address, ct) is { } refusal) return refusal;
        return await transactions.RunAsync<AccountResult>(async () =>
        {
            if (!await factors.RemoveAsync(member.Id, ct)) return new AccountResult.Refused("totp_off", "Codes are off.");
            await events.AppendToAllAsync(memberships, member, "member.totp_off", time.GetUtcNow(), null, ct);
            return new AccountResult.Done();
        }, ct);
    }
}
