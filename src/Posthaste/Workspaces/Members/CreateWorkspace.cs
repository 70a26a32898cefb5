using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Opens another workspace on this server, with who opens it as its owner. Nothing of the others is seen in it.</summary>
internal sealed class CreateWorkspace(IWorkspaceStore workspaces, IMembershipStore memberships, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <param name="owner">Who opens it.</param>
    /// <param name="name">1 to 100 characters.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<UpdateWorkspaceResult> RunAsync(Member owner, string name, string timeZone, CancellationToken ct) => transactions.RunAsync<UpdateWorkspaceResult>(async () =>
    {
        var now = time.GetUtcNow();
        var workspace = new Workspace { Id = Guid.CreateVersion7(now), Name = name.Trim(), TimeZone = timeZone, CreatedAt = now };
        if (UpdateWorkspace.Refusal(workspace) is { } refusal) return refusal;
        await workspaces.AddAsync(workspace, ct);
        await memberships.AddAsync(workspace.Id, owner.Id, Role.Owner, now, ct);
        await events.AppendAsync(MemberEvents.Of(workspace.Id, "workspace.created", workspace.Id, owner.Email, now), ct);
        return new UpdateWorkspaceResult.Updated(workspace);
    }, ct);
}
