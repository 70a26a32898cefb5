using Posthaste.Channels;
using Posthaste.Storage;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

public sealed class SecondFactorTests : IAsyncLifetime
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
    public async Task Once_codes_are_on_the_password_alone_does_not_sign_in()
    {
        var (secret, _) = await _desk.TurnOnCodesAsync(_ann);
        _desk.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("code_needed", CodeOf(await _desk.TryAsync()));
        Assert.Equal("code_wrong", CodeOf(await _desk.TryAsync(code: "000000")));
        Assert.Equal("sign_in_failed", CodeOf(await _desk.TryAsync(password: "not the password", code: CodeNow(secret))));
        await _desk.SignInAsync(code: CodeNow(secret));
    }

    [Fact]
    public async Task No_code_is_taken_twice_and_none_older_than_the_last()
    {
        var (secret, _) = await _desk.TurnOnCodesAsync(_ann);
        Assert.Equal("code_wrong", CodeOf(await _desk.TryAsync(code: CodeNow(secret))));

        _desk.Time.Advance(TimeSpan.FromMinutes(2));
        var (now, before) = (CodeNow(secret), Totp.Code(secret, _desk.Time.GetUtcNow().AddSeconds(-30)));
        await _desk.SignInAsync(code: now);

        Assert.Equal("code_wrong", CodeOf(await _desk.TryAsync(code: now)));
        Assert.Equal("code_wrong", CodeOf(await _desk.TryAsync(code: before)));
    }

    [Fact]
    public async Task Of_many_sign_ins_with_one_code_one_gets_in()
    {
        var (secret, _) = await _desk.TurnOnCodesAsync(_ann);
        _desk.Time.Advance(TimeSpan.FromMinutes(2));
        var code = CodeNow(secret);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _desk.TryAsync(code: code)));

        Assert.Single(results.OfType<SignInResult.SignedIn>());
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_by_who_knows_the_password()
    {
        await _desk.TurnOnCodesAsync(_ann);
        var results = new List<SignInResult>();

        // Asking without a code in between wipes nothing out.
        for (var n = 0; n < 8; n++)
        {
            results.Add(await _desk.TryAsync(code: $"{n:D6}"));
            await _desk.TryAsync();
        }

        Assert.Equal(5, results.Count(result => result is SignInResult.Refused));
        Assert.IsType<SignInResult.Wait>(results[^1]);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once()
    {
        var (_, codes) = await _desk.TurnOnCodesAsync(_ann);

        await _desk.SignInAsync(code: codes[3].ToLowerInvariant());

        Assert.Equal("code_wrong", CodeOf(await _desk.TryAsync(code: codes[3])));
        Assert.Equal(9, await _desk.Factors.CountRecoveryCodesAsync(_ann.Id, Ct));
        await _desk.SignInAsync(code: codes[4]);
    }

    [Fact]
    public async Task Codes_are_on_only_once_the_app_has_shown_that_it_has_the_secret()
    {
        var proposed = Assert.IsType<AccountResult.Proposed>(await _desk.EnrolTotp.RunAsync(_ann, MembersDesk.Password, MembersDesk.Home, Ct));

        Assert.IsType<AccountResult.Invalid>(await _desk.ConfirmTotp.RunAsync(_ann, "000000", MembersDesk.Home, Ct));
        await _desk.SignInAsync();
        Assert.IsType<AccountResult.Invalid>(await _desk.EnrolTotp.RunAsync(_ann, "not the password", MembersDesk.Home, Ct));
        Assert.DoesNotContain(proposed.Secret.Reveal(), proposed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turning_codes_off_takes_the_password_and_forgets_everything()
    {
        await _desk.TurnOnCodesAsync(_ann);

        Assert.IsType<AccountResult.Invalid>(await _desk.RemoveTotp.RunAsync(_ann, "not the password", MembersDesk.Home, Ct));
        Assert.IsType<AccountResult.Refused>(await _desk.EnrolTotp.RunAsync(_ann, MembersDesk.Password, MembersDesk.Home, Ct));
        Assert.IsType<AccountResult.Done>(await _desk.RemoveTotp.RunAsync(_ann, MembersDesk.Password, MembersDesk.Home, Ct));

        await _desk.SignInAsync();
        Assert.Equal(0, await _desk.Factors.CountRecoveryCodesAsync(_ann.Id, Ct));
    }

    [Fact]
    public async Task Whoever_runs_the_server_lets_a_member_in_who_lost_everything()
    {
        var begun = await _desk.SignInAsync();
        await _desk.TurnOnCodesAsync(_ann);

        Assert.Null(await _desk.Reset.RunAsync("nobody@example.com", Ct));
        var password = (await _desk.Reset.RunAsync("Ann@Example.com", Ct))!;

        Assert.Null(await _desk.Authenticate.RunAsync(begun.Token.Reveal(), Ct));
        Assert.Equal("sign_in_failed", CodeOf(await _desk.TryAsync()));
        await _desk.SignInAsync(password: password.Reveal());
    }

    [Fact]
    public async Task The_secret_is_sealed_and_moves_to_a_new_key_with_the_tokens()
    {
        var (secret, _) = await _desk.TurnOnCodesAsync(_ann);
        var kept = Assert.Single(await _desk.Factors.ListTokensAsync(Ct)).Token;
        var old = _desk.Ring.Sealing;
        var ring = new KeyRing([old, new RingKey("new", new byte[32])]);
        var newer = new TokenVault(ring);
        var factors = new SqlFactorStore(_desk.Database, newer);

        Assert.Equal(new KeysRotated("new", 1, 0), await new RotateKeys([factors], newer, ring).RunAsync(Ct));

        Assert.StartsWith($"v2.{old.Id}.", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(secret), kept, StringComparison.Ordinal);
        Assert.StartsWith("v2.new.", Assert.Single(await factors.ListTokensAsync(Ct)).Token, StringComparison.Ordinal);
        Assert.Equal(secret, (await factors.FindAsync(_ann.Id, Ct))!.Secret);
    }

    private string CodeNow(byte[] secret) => Totp.Code(secret, _desk.Time.GetUtcNow());

    private static string CodeOf(SignInResult result) => Assert.IsType<SignInResult.Refused>(result).Code;
}
