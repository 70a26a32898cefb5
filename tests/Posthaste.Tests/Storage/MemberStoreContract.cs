using Posthaste.Channels;
using Posthaste.Storage;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Storage;

/// <summary>What the stores of members, sessions, factors and tries must do on both databases.</summary>
public abstract class MemberStoreContract(TestDatabase database) : StoreContract(database)
{
    private readonly TokenVault _vault = new(new KeyRing([KeyRing.NewKey(Start)]));

    private SqlMemberStore Members => new(Database);

    private SqlMembershipStore Memberships => new(Database);

    private SqlSessionStore Sessions => new(Database);

    private SqlFactorStore Factors => new(Database, _vault);

    private SqlSignInTryStore Tries => new(Database);

    [Fact]
    public async Task A_member_comes_back_and_an_address_is_taken_once()
    {
        var ann = AMember("ann@example.com");
        Assert.True(await Members.AddAsync(ann, "hash", Ct));
        Assert.False(await Members.AddAsync(AMember("ann@example.com"), "hash", Ct));

        await Members.RenameAsync(ann.Id, "Anna", Ct);
        Assert.False(await Members.RehashPasswordAsync(ann.Id, "another", "new", Ct));
        Assert.True(await Members.RehashPasswordAsync(ann.Id, "hash", "new", Ct));

        Assert.Equal(ann with { Name = "Anna" }, await Members.FindAsync(ann.Id, Ct));
        Assert.Equal("new", (await Members.FindByEmailAsync("ann@example.com", Ct))!.Hash);
        await Members.SetPasswordAsync(ann.Id, "newest", Ct);
        Assert.Equal("newest", (await Members.FindByEmailAsync("ann@example.com", Ct))!.Hash);
        Assert.Null(await Members.FindByEmailAsync("bob@example.com", Ct));
    }

    [Fact]
    public async Task A_membership_is_made_changed_and_ended_once()
    {
        var ann = await AddAsync("ann@example.com");
        Assert.False(await Memberships.HasOwnerAsync(Ct));
        Assert.True(await Memberships.AddAsync(WorkspaceId, ann.Id, Role.Owner, Start, Ct));
        Assert.False(await Memberships.AddAsync(WorkspaceId, ann.Id, Role.Viewer, Start, Ct));
        Assert.True(await Memberships.HasOwnerAsync(Ct));

        Assert.Equal([new Membership(WorkspaceId, "Test", Role.Owner, Start)], await Memberships.ListWorkspacesAsync(ann.Id, Ct));
        Assert.True(await Memberships.SetRoleAsync(WorkspaceId, ann.Id, Role.Approver, Ct));
        Assert.Equal([new WorkspaceMember(ann, Role.Approver, Start, HasTotp: false)], await Memberships.ListMembersAsync(WorkspaceId, Ct));
        Assert.True(await Memberships.RemoveAsync(WorkspaceId, ann.Id, Ct));
        Assert.False(await Memberships.RemoveAsync(WorkspaceId, ann.Id, Ct));
        Assert.False(await Memberships.SetRoleAsync(WorkspaceId, ann.Id, Role.Viewer, Ct));
        Assert.True(await Memberships.LockAsync(WorkspaceId, Ct));
        Assert.False(await Memberships.LockAsync(NewId(), Ct));
    }

    [Fact]
    public async Task A_session_is_found_by_its_hash_touched_and_ended_once()
    {
        var ann = await AddAsync("ann@example.com");
        var session = new MemberSession { Id = NewId(), MemberId = ann.Id, Address = "192.0.2.1", Client = "Browser", CreatedAt = Start, SeenAt = Start };
        var bare = new MemberSession { Id = NewId(), MemberId = ann.Id, CreatedAt = Start.AddSeconds(1), SeenAt = Start.AddSeconds(1) };
        await Sessions.AddAsync(session, "one", Ct);
        await Sessions.AddAsync(bare, "two", Ct);

        await Sessions.TouchAsync(session.Id, Start.AddMinutes(5), Ct);
        await Sessions.TouchAsync(session.Id, Start.AddMinutes(1), Ct);

        Assert.Equal(session with { SeenAt = Start.AddMinutes(5) }, await Sessions.FindByHashAsync("one", Ct));
        Assert.Equal([bare.Id, session.Id], (await Sessions.ListAsync(ann.Id, Ct)).Select(found => found.Id));
        Assert.True(await Sessions.WasBegunAtAsync(ann.Id, "192.0.2.1", Start, Ct));
        Assert.False(await Sessions.WasBegunAtAsync(ann.Id, "192.0.2.1", Start.AddSeconds(1), Ct));
        Assert.Equal(1, await Sessions.EndAllAsync(ann.Id, session.Id, Start.AddHours(1), Ct));
        Assert.True(await Sessions.EndAsync(ann.Id, session.Id, Start.AddHours(1), Ct));
        Assert.False(await Sessions.EndAsync(ann.Id, session.Id, Start.AddHours(1), Ct));
        Assert.Empty(await Sessions.ListAsync(ann.Id, Ct));
        Assert.Equal(2, await Sessions.PruneAsync(Start.AddDays(1), Ct));
    }

    [Fact]
    public async Task A_secret_is_opened_for_its_member_only_and_replaced_until_it_is_confirmed()
    {
        var ann = await AddAsync("ann@example.com");
        Assert.True(await Factors.ProposeAsync(ann.Id, [1, 2, 3], Ct));
        Assert.True(await Factors.ProposeAsync(ann.Id, [4, 5, 6], Ct));
        Assert.False((await Factors.FindAsync(ann.Id, Ct))!.Confirmed);

        Assert.True(await Factors.ConfirmAsync(ann.Id, 10, Start, Ct));
        Assert.False(await Factors.ConfirmAsync(ann.Id, 11, Start, Ct));
        Assert.False(await Factors.ProposeAsync(ann.Id, [7, 8, 9], Ct));
        Assert.Equal(new byte[] { 4, 5, 6 }, (await Factors.FindAsync(ann.Id, Ct))!.Secret);
        Assert.False(await Factors.UseStepAsync(ann.Id, 10, Ct));
        Assert.True(await Factors.UseStepAsync(ann.Id, 12, Ct));
        Assert.False(await Factors.UseStepAsync(ann.Id, 11, Ct));

        await Factors.SetRecoveryCodesAsync(ann.Id, ["a", "b"], Ct);
        await Factors.SetRecoveryCodesAsync(ann.Id, ["c", "d"], Ct);
        Assert.False(await Factors.UseRecoveryCodeAsync(ann.Id, "a", Ct));
        Assert.True(await Factors.UseRecoveryCodeAsync(ann.Id, "c", Ct));
        Assert.False(await Factors.UseRecoveryCodeAsync(ann.Id, "c", Ct));
        Assert.Equal(1, await Factors.CountRecoveryCodesAsync(ann.Id, Ct));
        Assert.True(await Factors.RemoveAsync(ann.Id, Ct));
        Assert.False(await Factors.RemoveAsync(ann.Id, Ct));
        Assert.Equal(0, await Factors.CountRecoveryCodesAsync(ann.Id, Ct));
    }

    [Fact]
    public async Task Tries_are_counted_one_after_the_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Database.RunAsync(async () =>
        {
            var tries = await Tries.LockAsync("k", Ct);
            await Tries.SaveAsync(tries with { Failures = tries.Failures + 1, LastAt = Start, LockedUntil = Start.AddMinutes(1) }, Ct);
            return true;
        }, Ct)));

        Assert.Equal(new SignInTries { Key = "k", Failures = 8, LastAt = Start, LockedUntil = Start.AddMinutes(1) }, await Tries.LockAsync("k", Ct));
        Assert.Equal(0, await Tries.PruneAsync(Start, Ct));
        Assert.Equal(1, await Tries.PruneAsync(Start.AddSeconds(1), Ct));
    }

    private static Member AMember(string email) => new() { Id = NewId(), Email = email, Name = "Ann", CreatedAt = Start };

    private async Task<Member> AddAsync(string email)
    {
        var member = AMember(email);
        await Members.AddAsync(member, "hash", Ct);
        return member;
    }
}

public sealed class SqliteMemberStoreTests() : MemberStoreContract(new SqliteTestDatabase());

public sealed class PostgresMemberStoreTests() : MemberStoreContract(new PostgresTestDatabase());
