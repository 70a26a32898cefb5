using Posthaste.Tests.Storage;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private MembersDesk _desk = null!;
    private Member _ann = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.StartAsync();
        _desk = new MembersDesk(_database);
        _ann = await _desk.SetUpAsync();
    }

    public ValueTask DisposeAsync()
    {
        _desk.Dispose();
        return _database.DisposeAsync();
    }

    [Fact]
    public async Task The_right_password_begins_a_session_that_says_who_it_is()
    {
        var begun = await _desk.SignInAsync(" ANN@Example.com ");

        var found = (await _desk.Authenticate.RunAsync(begun.Token.Reveal(), Ct))!;

        Assert.Equal(_ann, found.Member);
        Assert.Equal((Workspace.FirstId, Role.Owner), (found.Memberships[0].WorkspaceId, found.Memberships[0].Role));
        Assert.Equal((MembersDesk.Home, "Browser"), (found.Session.Address, found.Session.Client));
        Assert.Contains(await KindsAsync(), kind => kind == "member.signed_in");
        Assert.Null(await _desk.Authenticate.RunAsync(begun.Token.Reveal() + "x", Ct));
        Assert.DoesNotContain(begun.Token.Reveal(), begun.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody@example.com")]
    [InlineData("no address at all")]
    [InlineData("")]
    public async Task An_unknown_address_is_answered_and_held_up_like_a_known_one(string email)
    {
        List<SignInResult> known = [], unknown = [];
        for (var i = 0; i < 6; i++)
        {
            known.Add(await _desk.TryAsync(password: "not the password", address: "203.0.113.1"));
            unknown.Add(await _desk.TryAsync(email, "not the password", address: "203.0.113.2"));
        }

        Assert.Equal(known, unknown);
        Assert.Equal(new SignInResult.Refused("sign_in_failed", "E-mail or password is wrong."), known[4]);
        Assert.Equal(new SignInResult.Wait(TimeSpan.FromSeconds(30)), known[5]);
    }

    [Fact]
    public async Task While_held_up_even_the_right_password_waits_and_then_it_is_over()
    {
        await FailAsync(5);

        var held = await _desk.TryAsync();
        _desk.Time.Advance(TimeSpan.FromSeconds(30));
        await _desk.SignInAsync();

        Assert.Equal(new SignInResult.Wait(TimeSpan.FromSeconds(30)), held);
        await FailAsync(4);
        Assert.IsType<SignInResult.Refused>(await _desk.TryAsync(password: "not the password"));
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_counted_as_a_hundred()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => _desk.TryAsync(password: $"guess number {n}")));

        Assert.Equal(5, results.OfType<SignInResult.Refused>().Count());
        Assert.Equal(35, results.OfType<SignInResult.Wait>().Count());
    }

    [Fact]
    public async Task Nobody_is_locked_out_for_ever_by_guesses_from_elsewhere()
    {
        await _desk.SignInAsync();
        for (var n = 0; n < 60; n++) await _desk.TryAsync(password: "not the password", address: $"203.0.113.{n}");

        // Where the member is known they come in at once; where not, the longest wait is a quarter of an hour.
        await _desk.SignInAsync();
        var elsewhere = Assert.IsType<SignInResult.Wait>(await _desk.TryAsync(address: MembersDesk.Away));
        Assert.InRange(elsewhere.For, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        Assert.Contains("member.many_tries", await KindsAsync());
    }

    [Fact]
    public async Task One_address_cannot_try_one_password_on_many_accounts()
    {
        for (var n = 0; n < 30; n++) Assert.IsType<SignInResult.Refused>(await _desk.TryAsync($"member{n}@example.com", "not the password", address: MembersDesk.Away));

        Assert.IsType<SignInResult.Wait>(await _desk.TryAsync("another@example.com", "not the password", address: MembersDesk.Away));
        await _desk.SignInAsync();
    }

    [Fact]
    public async Task A_session_ends_when_it_lies_idle_and_at_last_whatever_is_done_with_it()
    {
        var (idle, busy) = (await _desk.SignInAsync(), await _desk.SignInAsync());
        for (var hours = 0; hours < 23; hours++) await StepAsync(TimeSpan.FromHours(1), busy);
        _desk.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(await _desk.Authenticate.RunAsync(idle.Token.Reveal(), Ct));
        for (var days = 0; days < 25; days++) await StepAsync(TimeSpan.FromHours(12), busy);
        Assert.NotNull(await _desk.Authenticate.RunAsync(busy.Token.Reveal(), Ct));
        _desk.Time.Advance(TimeSpan.FromHours(12));
        Assert.Null(await _desk.Authenticate.RunAsync(busy.Token.Reveal(), Ct));

        async Task StepAsync(TimeSpan by, NewSession session)
        {
            _desk.Time.Advance(by);
            Assert.NotNull(await _desk.Authenticate.RunAsync(session.Token.Reveal(), Ct));
        }
    }

    [Fact]
    public async Task Ending_a_session_ends_it_at_once_and_nobody_ends_anothers()
    {
        var (one, other) = (await _desk.SignInAsync(), await _desk.SignInAsync());
        var bob = await _desk.AddAsync("bob@example.com", Role.Editor);

        Assert.False(await _desk.EndSession.RunAsync(bob, one.Session.Id, Ct));
        Assert.True(await _desk.EndSession.RunAsync(_ann, one.Session.Id, Ct));
        Assert.False(await _desk.EndSession.RunAsync(_ann, one.Session.Id, Ct));

        Assert.Null(await _desk.Authenticate.RunAsync(one.Token.Reveal(), Ct));
        Assert.NotNull(await _desk.Authenticate.RunAsync(other.Token.Reveal(), Ct));
        Assert.Contains("session.ended", await KindsAsync());
    }

    [Fact]
    public async Task Another_password_ends_the_other_sessions_and_the_old_password()
    {
        var (mine, other) = (await _desk.SignInAsync(), await _desk.SignInAsync());
        var who = (await _desk.Authenticate.RunAsync(mine.Token.Reveal(), Ct))!;

        Assert.IsType<AccountResult.Invalid>(await _desk.ChangePassword.RunAsync(who, "not the password", "a quite different sentence", MembersDesk.Home, Ct));
        Assert.IsType<AccountResult.Invalid>(await _desk.ChangePassword.RunAsync(who, MembersDesk.Password, "too short", MembersDesk.Home, Ct));
        Assert.IsType<AccountResult.Done>(await _desk.ChangePassword.RunAsync(who, MembersDesk.Password, "a quite different sentence", MembersDesk.Home, Ct));

        Assert.NotNull(await _desk.Authenticate.RunAsync(mine.Token.Reveal(), Ct));
        Assert.Null(await _desk.Authenticate.RunAsync(other.Token.Reveal(), Ct));
        Assert.IsType<SignInResult.Refused>(await _desk.TryAsync());
        await _desk.SignInAsync(password: "a quite different sentence");
    }

    [Fact]
    public async Task A_password_hashed_with_fewer_rounds_is_hashed_anew()
    {
        var before = (await _desk.Members.FindByEmailAsync(MembersDesk.Email, Ct))!.Hash;
        using var stricter = new MembersDesk(_database, new SignInOptions { PasswordRounds = 20_000 });

        await stricter.SignInAsync();

        var after = (await _desk.Members.FindByEmailAsync(MembersDesk.Email, Ct))!.Hash;
        Assert.NotEqual(before, after);
        await stricter.SignInAsync();
        Assert.Equal(after, (await _desk.Members.FindByEmailAsync(MembersDesk.Email, Ct))!.Hash);
    }

    [Fact]
    public async Task Sessions_tries_and_links_are_forgotten_once_they_say_nothing_any_more()
    {
        var begun = await _desk.SignInAsync();
        await _desk.TryAsync(password: "not the password");
        Assert.Equal(0, await _desk.Prune.RunAsync(Ct));

        _desk.Time.Advance(TimeSpan.FromDays(31) + TimeSpan.FromMinutes(1));

        // The session, and what was counted of the one wrong try: the pair, the address, the account.
        Assert.True(await _desk.Prune.RunAsync(Ct) >= 3);
        Assert.Null(await _desk.Sessions.FindByHashAsync(begun.Token.Hash(), Ct));
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++) Assert.IsType<SignInResult.Refused>(await _desk.TryAsync(password: "not the password"));
    }

    private async Task<IEnumerable<string>> KindsAsync() => (await _desk.Events.ListAsync(Workspace.FirstId, _ann.Id, Ct)).Select(found => found.Kind);
}
