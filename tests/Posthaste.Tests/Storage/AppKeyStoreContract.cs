using Posthaste.Channels;
using Posthaste.Channels.Apps;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>Apps that were entered on screen, on both databases.</summary>
public abstract class AppKeyStoreContract(TestDatabase database) : StoreContract(database)
{
    private SqlAppKeyStore Keys => new(Database);

    [Fact]
    public async Task A_login_has_one_app_and_the_last_one_counts()
    {
        var (first, second, other) = (AKey("facebook", "1"), AKey("facebook", "2"), AKey("instagram", "3"));
        foreach (var key in new[] { first, other, second }) await Keys.SetAsync(key, Ct);

        Assert.Equal([second, other], await Keys.ListAsync(Ct));
        Assert.True(await Keys.RemoveAsync("facebook", Ct));
        Assert.False(await Keys.RemoveAsync("facebook", Ct));
        Assert.Equal([other], await Keys.ListAsync(Ct));
    }

    [Fact]
    public async Task What_is_sealed_in_it_is_sealed_again_with_a_new_key_unless_it_changed_meanwhile()
    {
        var key = AKey("facebook", "1");
        await Keys.SetAsync(key, Ct);

        Assert.Equal([new SealedToken(key.Id, key.SealedSecret)], await Keys.ListTokensAsync(Ct));
        Assert.False(await Keys.ReplaceTokenAsync(new SealedToken(key.Id, "another"), "again", Ct));
        Assert.True(await Keys.ReplaceTokenAsync(new SealedToken(key.Id, key.SealedSecret), "again", Ct));
        Assert.Equal("again", Assert.Single(await Keys.ListAsync(Ct)).SealedSecret);
    }

    private static KeptAppKey AKey(string login, string clientId) => new(NewId(), login, clientId, $"sealed {clientId}", "ann@example.com", Start);
}

public sealed class SqliteAppKeyStoreTests() : AppKeyStoreContract(new SqliteTestDatabase());

public sealed class PostgresAppKeyStoreTests() : AppKeyStoreContract(new PostgresTestDatabase());
