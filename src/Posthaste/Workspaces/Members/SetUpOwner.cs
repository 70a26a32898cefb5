using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Makes the first owner of a server, with the token that it printed at its start.</summary>
internal sealed class SetUpOwner(
    ISetupStore setup, IMemberStore members, IMembershipStore memberships, IWorkspaceStore workspaces, PasswordHash passwords, IEventLog events, ITransactions transactions, TimeProvider time)
{
    public async Task<SetUpResult> RunAsync(string token, NewAccount account, CancellationToken ct)
    {
        var hash = ShownOnce.HashOf(token);
        // Before anything is said of the account: who has no token learns nothing and makes the server work for nothing.
        if (!await setup.IsGoodAsync(hash, time.GetUtcNow(), ct)) return await WhyNotAsync(ct);
        if (account.Check() is { } wrong) return new SetUpResult.Invalid(wrong);
        var passwordHash = await passwords.HashAsync(account.Password, ct);

        return await transactions.RunAsync<SetUpResult>(async () =>
        {
            var workspace = (await workspaces.ListAsync(ct))[0];
            // Two requests, or two nodes with a link each: the second one waits here, and then finds an owner.
            await memberships.LockAsync(workspace.Id, ct);
            var now = time.GetUtcNow();
            if (await memberships.HasOwnerAsync(ct) || !await setup.IsGoodAsync(hash, now, ct)) return await WhyNotAsync(ct);
            var member = account.ToMember(now);
            if (!await members.AddAsync(member, passwordHash, ct)) return new SetUpResult.Refused("email_taken", "There is a member with this e-mail already.");
            await memberships.AddAsync(workspace.Id, member.Id, Role.Owner, now, ct);
            await setup.RemoveAllAsync(ct);
            await events.AppendAsync(MemberEvents.Of(workspace.Id, "member.joined", member.Id, member.Email, now, new { role = Words.Of(Role.Owner), by = "setup" }), ct);
            return new SetUpResult.Done(member);
        }, ct);
    }

    private async Task<SetUpResult> WhyNotAsync(CancellationToken ct) => await memberships.HasOwnerAsync(ct)
        ? new SetUpResult.Refused("already_set_up", "This server has an owner already. Sign in, or ask an owner for an invitation.")
        : new SetUpResult.Refused("setup_link_wrong", "This setup link is not, or no longer, good. Restart the server: it prints a new one.");
}

/// <summary>What became of it.</summary>
internal abstract record SetUpResult
{
    private SetUpResult() { }

    public sealed record Done(Member Owner) : SetUpResult;

    public sealed record Invalid(AccountRefusal Refusal) : SetUpResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : SetUpResult;
}
