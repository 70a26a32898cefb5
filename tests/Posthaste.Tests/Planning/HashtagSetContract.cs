using Posthaste.Planning.Hashtags;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Planning;

/// <summary>Hashtag sets, on both databases.</summary>
public abstract class HashtagSetContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private PlanningDesk _planning = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _planning = new PlanningDesk(_desk);
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sets_come_back_as_they_were_saved_in_the_order_of_their_names()
    {
        var bread = Saved(await CreateAsync(" bread ", "#Brot", "bäckerei", " 朝食 ", "brot"));
        var autumn = Saved(await CreateAsync("Autumn", "leaves"));

        var changed = Saved(await ChangeAsync(bread, set => set with { Hashtags = ["sourdough", "#Brot"] }));

        Assert.Equal("bread", bread.Name);
        Assert.Equal(["Brot", "bäckerei", "朝食"], bread.Hashtags);
        Assert.Equivalent(new[] { autumn, changed }, await _desk.HashtagSets.ListAsync(_desk.WorkspaceId, Ct), strict: true);
        Assert.Equal(["sourdough", "Brot"], (await _desk.HashtagSets.FindAsync(_desk.WorkspaceId, bread.Id, Ct))!.Hashtags);
        Assert.Null(await _desk.HashtagSets.FindAsync(autumn.Id, bread.Id, Ct));
        Assert.Empty(await _desk.HashtagSets.ListAsync(autumn.Id, Ct));
        Assert.Equal(["hashtag_set.changed", "hashtag_set.created"], (await _desk.KindsOfEventsAsync(bread.Id)).Order());
    }

    [Fact]
    public async Task A_set_has_a_name_and_tags_that_a_post_could_have()
    {
        Assert.Equal(("invalid_name", "name"), Refused(await CreateAsync(" ", "bread")));
        Assert.Equal(("invalid_name", "name"), Refused(await CreateAsync(new string('a', 51), "bread")));
        Assert.Equal(("out_of_range", "hashtags"), Refused(await CreateAsync("None")));
        Assert.Equal(("out_of_range", "hashtags"), Refused(await CreateAsync("Many", [.. Enumerable.Range(0, 31).Select(n => $"tag{n}")])));
        Assert.Equal(("too_long", "hashtags"), Refused(await CreateAsync("Long", new string('a', 151))));
        Assert.Equal(("hashtag_malformed", "hashtags[1]"), Refused(await CreateAsync("Signs", "bread", "two words")));
        Assert.Equal(("hashtag_malformed", "hashtags[0]"), Refused(await CreateAsync("Empty", "#")));
        var most = Saved(await CreateAsync("Most", [.. Enumerable.Range(0, 30).Select(n => $"tag{n}")]));
        Assert.Equal(("hashtag_malformed", "hashtags[0]"), Refused(await ChangeAsync(most, set => set with { Hashtags = ["a-b"] })));
        Assert.Equal(30, Assert.Single(await _desk.HashtagSets.ListAsync(_desk.WorkspaceId, Ct)).Hashtags.Count);
    }

    [Fact]
    public async Task Names_are_unique_also_when_many_come_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => CreateAsync(n % 2 == 0 ? " Bread " : "BREAD", "bread"), Ct)));

        var made = Saved(Assert.Single(results, result => result is HashtagSetResult.Saved));
        Assert.Equal(made.Id, Assert.Single(await _desk.HashtagSets.ListAsync(_desk.WorkspaceId, Ct)).Id);
        Assert.All(results.Where(result => result is HashtagSetResult.Refused), refused => Assert.Equal(("name_taken", "name"), Refused(refused)));
        var cake = Saved(await CreateAsync("Cake", "cake"));
        Assert.Equal(("name_taken", "name"), Refused(await ChangeAsync(cake, set => set with { Name = "bread" })));
        Assert.Equal("CAKE", Saved(await ChangeAsync(cake, set => set with { Name = "CAKE" })).Name);
    }

    [Fact]
    public async Task A_workspace_has_a_hundred_sets_and_no_more()
    {
        var first = Saved(await CreateAsync("Set 0", "tag"));
        for (var n = 1; n < 100; n++) Saved(await CreateAsync($"Set {n}", "tag"));

        Assert.Equal(("too_many", "name"), Refused(await CreateAsync("One more", "tag")));
        Assert.True(await _planning.DeleteHashtagSet.RunAsync(_desk.WorkspaceId, first.Id, "Ann", Ct));
        Saved(await CreateAsync("One more", "tag"));
    }

    [Fact]
    public async Task A_set_is_deleted_once_and_by_its_own_workspace_only()
    {
        var set = Saved(await CreateAsync("Bread", "bread"));

        Assert.False(await _planning.DeleteHashtagSet.RunAsync(set.Id, set.Id, "Ann", Ct));
        Assert.IsType<HashtagSetResult.NotFound>(await _planning.ChangeHashtagSet.RunAsync(set.Id, set.Id, found => found, "Ann", Ct));
        Assert.True(await _planning.DeleteHashtagSet.RunAsync(_desk.WorkspaceId, set.Id, "Ann", Ct));
        Assert.False(await _planning.DeleteHashtagSet.RunAsync(_desk.WorkspaceId, set.Id, "Ann", Ct));
        Assert.IsType<HashtagSetResult.NotFound>(await ChangeAsync(set, found => found));
    }

    private Task<HashtagSetResult> CreateAsync(string name, params string[] tags) => _planning.CreateHashtagSet.RunAsync(_desk.WorkspaceId, name, tags, "Ann", Ct);

    private Task<HashtagSetResult> ChangeAsync(HashtagSet set, Func<HashtagSet, HashtagSet> change) =>
        _planning.ChangeHashtagSet.RunAsync(_desk.WorkspaceId, set.Id, change, "Ann", Ct);

    private static HashtagSet Saved(HashtagSetResult result) => Assert.IsType<HashtagSetResult.Saved>(result).Set;

    private static (string Code, string Field) Refused(HashtagSetResult result)
    {
        var refused = Assert.IsType<HashtagSetResult.Refused>(result);
        return (refused.Code, refused.Field);
    }
}

public sealed class SqliteHashtagSetTests() : HashtagSetContract(new SqliteTestDatabase());

public sealed class PostgresHashtagSetTests() : HashtagSetContract(new PostgresTestDatabase());
