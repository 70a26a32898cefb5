using Posthaste.Channels;
using Posthaste.Channels.Logins;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>What the store of sign-ins under way must do on both databases.</summary>
public abstract class LoginStoreContract(TestDatabase database) : StoreContract(database)
{
    private SqlLoginStore Logins => new(Database);

    [Fact]
    public async Task A_sign_in_is_found_by_the_hash_of_its_state_and_by_its_id()
    {
        var attempt = AnAttempt() with { Verifier = "sealed" };
        await Logins.AddAsync(attempt, "hash", Ct);

        Assert.Equal(attempt, await Logins.FindByStateAsync("hash", Ct));
        Assert.Equal(attempt, await Logins.FindAsync(attempt.Id, Ct));
        Assert.Null(await Logins.FindByStateAsync("another", Ct));
        Assert.Null(await Logins.FindAsync(NewId(), Ct));
    }

    [Fact]
    public async Task It_returns_once_and_in_time()
    {
        var (quick, slow) = (AnAttempt(), AnAttempt());
        await Logins.AddAsync(quick, "quick", Ct);
        await Logins.AddAsync(slow, "slow", Ct);

        var returns = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Logins.MarkReturnedAsync(quick.Id, Start.AddMinutes(9), Ct)));

        Assert.Single(returns, returned => returned);
        Assert.Equal(Start.AddMinutes(9), (await Logins.FindAsync(quick.Id, Ct))!.ReturnedAt);
        Assert.False(await Logins.MarkReturnedAsync(slow.Id, Start.AddMinutes(10), Ct));
        Assert.Null((await Logins.FindAsync(slow.Id, Ct))!.ReturnedAt);
    }

    [Fact]
    public async Task What_there_is_to_choose_from_is_kept_and_taken_once()
    {
        var attempt = AnAttempt();
        await Logins.AddAsync(attempt, "hash", Ct);
        await Logins.OfferAsync(attempt.Id, "sealed", Start.AddMinutes(15), Ct);
        Assert.Equal(attempt with { Grants = "sealed", ExpiresAt = Start.AddMinutes(15) }, await Logins.FindAsync(attempt.Id, Ct));

        var taken = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Logins.TakeAsync(attempt.Id, Start.AddMinutes(14), Ct)));

        Assert.Single(taken, took => took);
        Assert.Null(await Logins.FindAsync(attempt.Id, Ct));
    }

    [Fact]
    public async Task What_is_sealed_in_it_is_sealed_again_with_a_new_key()
    {
        var attempt = AnAttempt() with { Verifier = "verifier" };
        await Logins.AddAsync(attempt, "hash", Ct);
        await Logins.OfferAsync(attempt.Id, "grants", Start.AddMinutes(15), Ct);
        Assert.Equal([new SealedToken(attempt.Id, "grants"), new SealedToken(attempt.Id, "verifier")], (await Logins.ListTokensAsync(Ct)).OrderBy(token => token.Token));

        Assert.True(await Logins.ReplaceTokenAsync(new SealedToken(attempt.Id, "grants"), "anew", Ct));
        Assert.False(await Logins.ReplaceTokenAsync(new SealedToken(attempt.Id, "grants"), "again", Ct));

        var kept = await Logins.FindAsync(attempt.Id, Ct);
        Assert.Equal(("verifier", "anew"), (kept!.Verifier, kept.Grants));
    }

    [Fact]
    public async Task What_is_too_old_cannot_be_taken_and_is_forgotten()
    {
        var (old, young) = (AnAttempt(), AnAttempt() with { ExpiresAt = Start.AddMinutes(30) });
        await Logins.AddAsync(old, "old", Ct);
        await Logins.AddAsync(young, "young", Ct);

        Assert.False(await Logins.TakeAsync(old.Id, Start.AddMinutes(10), Ct));
        Assert.Equal(1, await Logins.PruneAsync(Start.AddMinutes(20), Ct));

        Assert.Null(await Logins.FindAsync(old.Id, Ct));
        Assert.NotNull(await Logins.FindAsync(young.Id, Ct));
    }

    [Fact]
    public async Task What_was_deleted_on_request_is_remembered_by_its_code()
    {
        var deletion = new Deletion("facebook", Start, 3);
        await Logins.AddDeletionAsync(deletion, "hash", Ct);

        Assert.Equal(deletion, await Logins.FindDeletionAsync("hash", Ct));
        Assert.Null(await Logins.FindDeletionAsync("another", Ct));
    }

    private static LoginAttempt AnAttempt() => new()
    {
        Id = NewId(),
        SessionId = NewId(),
        WorkspaceId = WorkspaceId,
        Login = "facebook",
        CreatedAt = Start,
        ExpiresAt = Start.AddMinutes(10),
    };
}

public sealed class SqliteLoginStoreTests() : LoginStoreContract(new SqliteTestDatabase());

public sealed class PostgresLoginStoreTests() : LoginStoreContract(new PostgresTestDatabase());
