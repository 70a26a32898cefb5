using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Makes a member something else in a workspace, or takes them out of it. A workspace keeps an owner.</summary>
internal sealed class ChangeRole(IMembershipStore memberships, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <param name="workspaceId">Where.</param>
    /// <param name="memberId">Whose.</param>
    /// <param name="role">What they will be; null takes them out.</param>
    /// <param name="by">Who wants it. Members may leave by themselves, whatever their rights.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<ChangeRoleResult> RunAsync(Guid workspaceId, Guid memberId, Role? role, Grantor by, CancellationToken ct) => transactions.RunAsync<ChangeRoleResult>(async () =>
    {
        await memberships.LockAsync(workspaceId, ct);
        var all = await memberships.ListMembersAsync(workspaceId, ct);
        if (all.FirstOrDefault(found => found.Member.Id == memberId) is not { } old) return new ChangeRoleResult.NotFound();
        if (old.Role == role) return new ChangeRoleResult.Changed(old);
        if (Refusal(old, role, by) is { } refusal) return refusal;
        if (old.Role == Role.Owner && all.Count(found => found.Role == Role.Owner) == 1)
            return new ChangeRoleResult.Refused("last_owner", "A workspace needs an owner: make somebody else one first.");

        var now = time.GetUtcNow();
        if (role is { } wanted)
        {
            await memberships.SetRoleAsync(workspaceId, memberId, wanted, ct);
            await events.AppendAsync(MemberEvents.Of(workspaceId, "member.role_changed", memberId, by.Name, now, new { from = Words.Of(old.Role), to = Words.Of(wanted) }), ct);
            return new ChangeRoleResult.Changed(old with { Role = wanted });
        }
        await memberships.RemoveAsync(workspaceId, memberId, ct);
        await events.AppendAsync(MemberEvents.Of(workspaceId, "member.removed", memberId, by.Name, now, new { email = old.Member.Email, role = Words.Of(old.Role) }), ct);
        return new ChangeRoleResult.Changed(old);
    }, ct);

    private static ChangeRoleResult.NotAllowed? Refusal(WorkspaceMember old, Role? wanted, Grantor by)
    {
        if (wanted is null && old.Member.Email == by.Name) return null;
        if (!RightsTable.MayGive(by.Rights, old.Role)) return new("role_above_own", $"You cannot change a member with the role {Words.Of(old.Role)}: it may do more than you.");
        return wanted is { } role && !RightsTable.MayGive(by.Rights, role) ? new("role_above_own", $"You cannot give the role {Words.Of(role)}: it may do more than you.") : null;
    }
}

/// <summary>What became of it.</summary>
internal abstract record ChangeRoleResult
{
    private ChangeRoleResult() { }

    /// <summary>As they are now; as they were, where they were taken out.</summary>
    public sealed record Changed(WorkspaceMember Member) : ChangeRoleResult;

    public sealed record Refused(string Code, string Message) : ChangeRoleResult;

    public sealed record NotAllowed(string Code, string Message) : ChangeRoleResult;

    public sealed record NotFound : ChangeRoleResult;
}
