using Posthaste.Tests.Storage;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

/// <summary>How a server gets its first owner, on both databases: two nodes may start at once.</summary>
public abstract class SetupContract(TestDatabase database) : IAsyncLifetime
{
    private MembersDesk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.StartAsync();
        _desk = new MembersDesk(database);
        await _desk.AddWorkspaceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_link_of_a_new_server_makes_its_owner_once()
    {
        var token = (await _desk.OfferSetup.RunAsync(Ct))!.Reveal();

        var done = Assert.IsType<SetUpResult.Done>(await _desk.SetUpOwner.RunAsync(token, MembersDesk.Account(), Ct));
        var again = await _desk.SetUpOwner.RunAsync(token, MembersDesk.Account("bob@example.com"), Ct);

        Assert.Equal(Role.Owner, Assert.Single(await _desk.Memberships.ListWorkspacesAsync(done.Owner.Id, Ct)).Role);
        Assert.Equal("already_set_up", Assert.IsType<SetUpResult.Refused>(again).Code);
        Assert.Null(await _desk.OfferSetup.RunAsync(Ct));
        Assert.Equal(["member.joined"], (await _desk.Events.ListAsync(Workspace.FirstId, done.Owner.Id, Ct)).Select(found => found.Kind));
    }

    [Fact]
    public async Task Each_node_prints_a_link_and_one_of_them_wins()
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _desk.OfferSetup.RunAsync(Ct)));

        var results = await Task.WhenAll(tokens.Select((token, index) => _desk.SetUpOwner.RunAsync(token!.Reveal(), MembersDesk.Account($"member{index}@example.com"), Ct)));

        Assert.Single(results.OfType<SetUpResult.Done>());
        Assert.Equal(3, results.OfType<SetUpResult.Refused>().Count(refused => refused.Code == "already_set_up"));
        Assert.Single(await _desk.Memberships.ListMembersAsync(Workspace.FirstId, Ct));
    }

    [Fact]
    public async Task A_link_is_worthless_after_a_day()
    {
        var token = (await _desk.OfferSetup.RunAsync(Ct))!.Reveal();
        _desk.Time.Advance(TimeSpan.FromHours(24));

        var late = await _desk.SetUpOwner.RunAsync(token, MembersDesk.Account(), Ct);

        Assert.Equal("setup_link_wrong", Assert.IsType<SetUpResult.Refused>(late).Code);
    }

    [Fact]
    public async Task What_is_no_token_learns_nothing_of_what_else_is_wrong()
    {
        await _desk.OfferSetup.RunAsync(Ct);

        var refused = await _desk.SetUpOwner.RunAsync("guess", MembersDesk.Account("nobody", "short"), Ct);

        Assert.Equal("setup_link_wrong", Assert.IsType<SetUpResult.Refused>(refused).Code);
    }

    [Theory]
    [InlineData("nobody", MembersDesk.Password, "email")]
    [InlineData(MembersDesk.Email, "short", "password")]
    public async Task A_wrong_account_names_its_field_and_leaves_the_link_good(string email, string password, string field)
    {
        var token = (await _desk.OfferSetup.RunAsync(Ct))!.Reveal();

        var invalid = await _desk.SetUpOwner.RunAsync(token, MembersDesk.Account(email, password), Ct);

        Assert.Equal(field, Assert.IsType<SetUpResult.Invalid>(invalid).Refusal.Field);
        Assert.IsType<SetUpResult.Done>(await _desk.SetUpOwner.RunAsync(token, MembersDesk.Account(), Ct));
    }
}

public sealed class SqliteSetupTests() : SetupContract(new SqliteTestDatabase());

public sealed class PostgresSetupTests() : SetupContract(new PostgresTestDatabase());
