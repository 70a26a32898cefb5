using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Planning;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;
using Posthaste.Transfer;

namespace Posthaste.Tests.Transfer;

/// <summary>Which posts an export has, on one database.</summary>
public abstract class ExportPostsContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _shop = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ExportPosts Export => new(_desk.Posts, _desk.Channels, _desk.Categories, _desk.Jobs);

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _shop = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_post_is_there_once_oldest_first_over_as_many_pages_as_it_takes()
    {
        var made = new List<Guid>();
        var draft = await _desk.DraftAsync(_shop);
        for (var i = 0; i < 205; i++)
        {
            made.Add((await _desk.CreateAsync(draft)).Id);
            _desk.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
        await _desk.DeletePost.RunAsync(_desk.WorkspaceId, made[100], null, "Ann", Ct);

        var pages = new CountingPages(_desk.Posts);
        await foreach (var _ in new ExportPosts(pages, _desk.Channels, _desk.Categories, _desk.Jobs).RunAsync(All, Ct)) break;
        var exported = await RunAsync(All);

        // The second page is read when the first has been taken.
        Assert.Equal(1, pages.Read);
        Assert.Equal(made.Where((_, i) => i != 100), exported.Select(post => post.Post.Id));
        Assert.Equal(["shop1784"], exported[0].Channels);
        Assert.Empty(await RunAsync(All with { WorkspaceId = Guid.Empty }));
    }

    [Fact]
    public async Task A_time_finds_what_is_planned_or_due_in_it_and_a_state_what_has_such_a_job()
    {
        var draft = await _desk.DraftAsync(_shop);
        var (plain, early, late) = (await _desk.CreateAsync(draft), await _desk.CreateAsync(draft, _desk.InHours(2)), await _desk.CreateAsync(draft, _desk.InHours(9)));
        await _desk.BringToAsync(await _desk.JobOfAsync(late, _shop), JobState.Published);

        Assert.Equal(Set(plain.Id, early.Id, late.Id), await IdsAsync(All));
        Assert.Equal(Set(early.Id), await IdsAsync(All with { From = _desk.InHours(2), To = _desk.InHours(9) }));
        Assert.Equal(Set(early.Id, late.Id), await IdsAsync(All with { From = _desk.InHours(2) }));
        Assert.Equal(Set(early.Id), await IdsAsync(All with { To = _desk.InHours(9) }));
        Assert.Equal(Set(late.Id), await IdsAsync(All with { States = [JobState.Published] }));
        Assert.Equal(Set(early.Id, late.Id), await IdsAsync(All with { States = [JobState.Published, JobState.Scheduled] }));
        Assert.Empty(await IdsAsync(All with { States = [JobState.Published], To = _desk.InHours(9) }));
    }

    [Fact]
    public async Task What_happened_is_told_channel_by_channel()
    {
        var other = await _desk.ConnectAsync("1785");
        var recipes = new Category { Id = Guid.CreateVersion7(_desk.Time.GetUtcNow()), WorkspaceId = _desk.WorkspaceId, Name = "Recipes", Colour = "#2f9e44", CreatedAt = _desk.Time.GetUtcNow() };
        await _desk.Categories.AddAsync(recipes, Ct);
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_shop, other) with { CategoryId = recipes.Id }, _desk.InHours(2));
        await _desk.BringToAsync(await _desk.JobOfAsync(post, other), JobState.Published);

        var row = PostCsv.Row(Assert.Single(await RunAsync(All)), prefixed: true);

        Assert.StartsWith("image,\"shop1784 | shop1785\",", row, StringComparison.Ordinal);
        Assert.Contains($",Recipes,{post.Id},approved,Ann,\"scheduled | published\",", row, StringComparison.Ordinal);
    }

    // Made in the same millisecond, they are in no order.
    private static HashSet<Guid> Set(params Guid[] ids) => [.. ids];

    private PostExport All => new() { WorkspaceId = _desk.WorkspaceId };

    private async Task<IReadOnlySet<Guid>> IdsAsync(PostExport wanted) => (await RunAsync(wanted)).Select(post => post.Post.Id).ToHashSet();

    private async Task<IReadOnlyList<ExportedPost>> RunAsync(PostExport wanted)
    {
        var posts = new List<ExportedPost>();
        await foreach (var post in Export.RunAsync(wanted, Ct)) posts.Add(post);
        return posts;
    }

    private sealed class CountingPages(IExportStore inner) : IExportStore
    {
        public int Read { get; private set; }

        public Task<IReadOnlyList<Posthaste.Posts.Post>> ListPostsAsync(PostExport wanted, Guid? after, int limit, CancellationToken ct)
        {
            Read++;
            return inner.ListPostsAsync(wanted, after, limit, ct);
        }
    }
}

public sealed class SqliteExportPostsTests() : ExportPostsContract(new SqliteTestDatabase());

public sealed class PostgresExportPostsTests() : ExportPostsContract(new PostgresTestDatabase());
