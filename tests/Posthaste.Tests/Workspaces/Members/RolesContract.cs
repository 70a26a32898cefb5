using Posthaste.Tests.Storage;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

/// <summary>Who becomes what in a workspace, on both databases: two owners may demote each other at once.</summary>
public abstract class RolesContract(TestDatabase database) : IAsyncLifetime
{
    private MembersDesk _desk = null!;
    private Member _ann = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Grantor Owner => new(MembersDesk.Email, RightsTable.Of(Role.Owner));

    private static Grantor Admin => new("admin@example.com", RightsTable.Of(Role.Admin));

    public async ValueTask InitializeAsync()
    {
        await database.StartAsync();
        _desk = new MembersDesk(database);
        _ann = await _desk.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_last_owner_can_neither_be_demoted_nor_leave()
    {
        Assert.Equal("last_owner", Assert.IsType<ChangeRoleResult.Refused>(await SetAsync(_ann, Role.Admin, Owner)).Code);
        Assert.Equal("last_owner", Assert.IsType<ChangeRoleResult.Refused>(await SetAsync(_ann, null, Owner)).Code);

        var bob = await _desk.AddAsync("bob@example.com", Role.Owner);
        Assert.IsType<ChangeRoleResult.Changed>(await SetAsync(_ann, null, Owner));
        Assert.IsType<ChangeRoleResult.Refused>(await SetAsync(bob, Role.Viewer, Owner));
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one()
    {
        var bob = await _desk.AddAsync("bob@example.com", Role.Owner);

        await Task.WhenAll(SetAsync(_ann, Role.Viewer, Owner), SetAsync(bob, Role.Viewer, Owner));

        Assert.Single(await _desk.Memberships.ListMembersAsync(Workspace.FirstId, Ct), member => member.Role == Role.Owner);
    }

    [Fact]
    public async Task Nobody_touches_or_gives_a_role_above_their_own()
    {
        var bob = await _desk.AddAsync("bob@example.com", Role.Owner);
        var eve = await _desk.AddAsync("eve@example.com", Role.Editor);

        Assert.IsType<ChangeRoleResult.NotAllowed>(await SetAsync(bob, Role.Viewer, Admin));
        Assert.IsType<ChangeRoleResult.NotAllowed>(await SetAsync(bob, null, Admin));
        Assert.IsType<ChangeRoleResult.NotAllowed>(await SetAsync(eve, Role.Owner, Admin));
        Assert.IsType<InviteResult.NotAllowed>(await _desk.Invite.RunAsync(Workspace.FirstId, "new@example.com", Role.Owner, Admin, Ct));
        Assert.Equal(Role.Admin, Assert.IsType<ChangeRoleResult.Changed>(await SetAsync(eve, Role.Admin, Admin)).Member.Role);
    }

    [Fact]
    public async Task Everybody_may_leave_and_is_out_at_once()
    {
        var eve = await _desk.AddAsync("eve@example.com", Role.Viewer);

        Assert.IsType<ChangeRoleResult.Changed>(await SetAsync(eve, null, new Grantor(eve.Email, RightsTable.Of(Role.Viewer))));

        Assert.Empty(await _desk.Memberships.ListWorkspacesAsync(eve.Id, Ct));
        Assert.IsType<ChangeRoleResult.NotFound>(await SetAsync(eve, null, Owner));
        Assert.Equal(["member.removed"], (await _desk.Events.ListAsync(Workspace.FirstId, eve.Id, Ct)).Select(found => found.Kind));
    }

    [Fact]
    public async Task An_invitation_makes_one_account_once()
    {
        var invited = await InviteAsync("Eve@Example.com", Role.Editor);
        Assert.Equal((false, "Bakery", "eve@example.com"), await LookAsync(invited));

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _desk.Accept.RunAsync(invited.Token.Reveal(), null, "Eve", MembersDesk.Password, Ct)));

        var joined = Assert.Single(results.OfType<AcceptResult.Joined>());
        Assert.True(joined.IsNew);
        Assert.Equal(Role.Editor, Assert.Single(await _desk.Memberships.ListWorkspacesAsync(joined.Member.Id, Ct)).Role);
        Assert.Null(await _desk.Accept.LookAsync(invited.Token.Reveal(), Ct));
        await _desk.SignInAsync("eve@example.com");
    }

    [Fact]
    public async Task An_invitation_for_an_account_needs_that_account()
    {
        var eve = await _desk.AddAsync("eve@example.com", Role.Editor);
        var other = Assert.IsType<UpdateWorkspaceResult.Updated>(await _desk.CreateWorkspace.RunAsync(_ann, "Other", "UTC", Ct)).Workspace;
        var invited = Assert.IsType<InviteResult.Invited>(await _desk.Invite.RunAsync(other.Id, "eve@example.com", Role.Viewer, Owner, Ct));
        var token = invited.Token.Reveal();

        Assert.IsType<AcceptResult.SignInFirst>(await _desk.Accept.RunAsync(token, null, "Eve", MembersDesk.Password, Ct));
        Assert.IsType<AcceptResult.SignInFirst>(await _desk.Accept.RunAsync(token, _ann, null, null, Ct));
        Assert.False(Assert.IsType<AcceptResult.Joined>(await _desk.Accept.RunAsync(token, eve, null, null, Ct)).IsNew);

        Assert.Equal([(Workspace.FirstId, Role.Editor), (other.Id, Role.Viewer)], (await _desk.Memberships.ListWorkspacesAsync(eve.Id, Ct)).Select(found => (found.WorkspaceId, found.Role)));
    }

    [Fact]
    public async Task An_invitation_ends_after_seven_days_by_another_one_and_when_it_is_taken_back()
    {
        var first = await InviteAsync("eve@example.com", Role.Admin);
        var second = await InviteAsync("eve@example.com", Role.Viewer);
        Assert.Null(await _desk.Accept.LookAsync(first.Token.Reveal(), Ct));
        Assert.NotNull(await _desk.Accept.LookAsync(second.Token.Reveal(), Ct));
        Assert.Equal([second.Invite], await _desk.Invites.ListAsync(Workspace.FirstId, _desk.Time.GetUtcNow(), Ct));

        var revoke = new RevokeInvite(_desk.Invites, _desk.Events, _desk.Database, _desk.Time);
        Assert.False(await revoke.RunAsync(_ann.Id, second.Invite.Id, "Ann", Ct));
        Assert.True(await revoke.RunAsync(Workspace.FirstId, second.Invite.Id, "Ann", Ct));
        Assert.IsType<AcceptResult.Refused>(await _desk.Accept.RunAsync(second.Token.Reveal(), null, "Eve", MembersDesk.Password, Ct));

        var third = await InviteAsync("eve@example.com", Role.Viewer);
        _desk.Time.Advance(TimeSpan.FromDays(7));
        Assert.IsType<AcceptResult.Refused>(await _desk.Accept.RunAsync(third.Token.Reveal(), null, "Eve", MembersDesk.Password, Ct));
    }

    [Fact]
    public async Task Who_belongs_already_is_not_invited_and_no_address_is_refused()
    {
        Assert.Equal("already_member", Assert.IsType<InviteResult.Invalid>(await _desk.Invite.RunAsync(Workspace.FirstId, MembersDesk.Email, Role.Viewer, Owner, Ct)).Refusal.Code);
        Assert.Equal("email", Assert.IsType<InviteResult.Invalid>(await _desk.Invite.RunAsync(Workspace.FirstId, "nobody", Role.Viewer, Owner, Ct)).Refusal.Field);
    }

    private Task<ChangeRoleResult> SetAsync(Member member, Role? role, Grantor by) => _desk.ChangeRole.RunAsync(Workspace.FirstId, member.Id, role, by, Ct);

    private async Task<InviteResult.Invited> InviteAsync(string email, Role role) =>
        Assert.IsType<InviteResult.Invited>(await _desk.Invite.RunAsync(Workspace.FirstId, email, role, Owner, Ct));

    private async Task<(bool HasAccount, string Workspace, string Email)> LookAsync(InviteResult.Invited invited)
    {
        var view = (await _desk.Accept.LookAsync(invited.Token.Reveal(), Ct))!;
        return (view.HasAccount, view.WorkspaceName, view.Invite.Email);
    }
}

public sealed class SqliteRolesTests() : RolesContract(new SqliteTestDatabase());

public sealed class PostgresRolesTests() : RolesContract(new PostgresTestDatabase());
