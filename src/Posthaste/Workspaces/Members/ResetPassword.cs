using System.Security.Cryptography;
using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>The way back in for a member who has lost password or app, by whoever runs the server: a new password, no codes, no sessions.</summary>
internal sealed class ResetPassword(
    IMemberStore members, IFactorStore factors, ISessionStore sessions, IMembershipStore memberships, PasswordHash passwords, IEventLog events, ITransactions transactions, TimeProvider time)
{
    private const string Actor = "operator";

    /// <returns>The new password; null where there is no such member.</returns>
    public async Task<ShownOnce?> RunAsync(string email, CancellationToken ct)
    {
        if (!EmailAddress.TryRead(email, out var address) || await members.FindByEmailAsync(address, ct) is not { Member: var member }) return null;
        var password = new ShownOnce(Base32.Encode(RandomNumberGenerator.GetBytes(15)));
        var hash = await passwords.HashAsync(password.Reveal(), ct);

        return await transactions.RunAsync(async () =>
        {
            var now = time.GetUtcNow();
            await members.SetPasswordAsync(member.Id, hash, ct);
            await factors.RemoveAsync(member.Id, ct);
            await sessions.EndAllAsync(member.Id, except: null, now, ct);
            await events.AppendToAllAsync(memberships, member, Actor, "member.password_reset", now, null, ct);
            return password;
        }, ct);
    }
}
