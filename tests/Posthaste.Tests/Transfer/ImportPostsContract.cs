using System.Text;
using Posthaste.Channels;
using Posthaste.Media;
using Posthaste.Media.Importing;
using Posthaste.Planning;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Storage;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;
using Posthaste.Transfer;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Transfer;

/// <summary>What becomes of a file of posts, on one database.</summary>
public abstract class ImportPostsContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _shop = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ImportPosts Import => new(_desk.Workspaces, new FindNames(_desk.Channels, _desk.Categories, _desk.Media, Rows, new ImportGuard()), new MakePostOfRow(
        Rows, new ImportMedia(new NoWeb(), new ImportGuard(), null!, new MediaOptions(), _desk.Time), _desk.PrepareMedia, _desk.PreviewPost, _desk.CreatePost, _desk.Database, _desk.Clock), _desk.Time);

    private SqlImportStore Rows => new(_desk.Database);

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _shop = await _desk.ConnectAsync("1784");
        await AddMediaAsync("bread.jpg", "aa");
        await AddMediaAsync("cake.jpg", "bb");
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_row_becomes_a_draft_by_itself_and_a_wrong_one_keeps_no_other_back()
    {
        var rows = await RunAsync("""
            type,channels,media,caption,at
            image,@shop1784,bread.jpg,Bread,
            image,@nobody,bread.jpg,Nobody's,
            image,shop1784,BREAD.JPG,Again,2026-12-24 18:00
            """);

        Assert.Equal([true, false, true], rows.Select(row => row.IsGood));
        Assert.Equal(("channels", "unknown_channel"), (rows[1].Findings[0].Column, rows[1].Findings[0].Code));
        Assert.Equal("time_not_kept", Assert.Single(rows[2].Findings).Code);
        var post = await PostAsync(rows[0]);
        Assert.Equal(("Bread", PostType.Image, ApprovalState.Draft, (DateTimeOffset?)null, "Ann"), (post.Draft.Caption, post.Draft.Type, post.Approval, post.PlannedAt, post.CreatedBy));
        Assert.Equal([_shop.Id], post.Draft.ChannelIds);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_category_is_found_by_its_name_and_one_that_is_not_there_keeps_the_row_back()
    {
        var recipes = new Category { Id = Guid.CreateVersion7(_desk.Time.GetUtcNow()), WorkspaceId = _desk.WorkspaceId, Name = "Recipes", Colour = "#2f9e44", CreatedAt = _desk.Time.GetUtcNow() };
        await _desk.Categories.AddAsync(recipes, Ct);

        var rows = await RunAsync($"""
            type,channels,media,caption,category
            image,shop1784,bread.jpg,By name,recipes
            image,shop1784,bread.jpg,By id,{recipes.Id}
            image,shop1784,bread.jpg,None,
            image,shop1784,bread.jpg,Unknown,Riddles
            """);

        Assert.Equal([recipes.Id, recipes.Id, null], [(await PostAsync(rows[0])).Draft.CategoryId, (await PostAsync(rows[1])).Draft.CategoryId, (await PostAsync(rows[2])).Draft.CategoryId]);
        Assert.Equal(("category", "unknown_category", true), (rows[3].Findings[0].Column, rows[3].Findings[0].Code, rows[3].Findings[0].Blocks));
    }

    [Fact]
    public async Task A_row_with_a_time_is_scheduled_and_one_without_is_a_draft()
    {
        var rows = await RunAsync($"""
            type,channels,media,caption,at
            image,shop1784,bread.jpg,Bread,{At(3)}
            image,shop1784,cake.jpg,Cake,
            """, schedule: true);

        Assert.Equal(_desk.InHours(3), (await PostAsync(rows[0])).PlannedAt);
        Assert.Single(await _desk.JobsOfAsync(await PostAsync(rows[0])));
        Assert.Equal(ApprovalState.Draft, (await PostAsync(rows[1])).Approval);
    }

    [Fact]
    public async Task A_dry_run_finds_the_same_and_makes_nothing()
    {
        await _desk.CreateAsync(await _desk.DraftAsync(_shop), _desk.InHours(3));
        var file = $"""
            type,channels,media,caption,at
            image,shop1784,bread.jpg,"A loaf

            and more",{At(5)}
            image,shop1784,bread.jpg,Too close,{At(3.1)}
            image,shop1784,bread.jpg,Too late,2020-01-01 10:00
            image,shop1784,https://pictures.example/a.jpg?sig=1,From the web,{At(9)}
            image,shop1784,http://127.0.0.1/a.jpg,From inside,{At(12)}
            image,,bread.jpg,Nowhere,{At(15)}
            """;

        var dry = await RunAsync(file, schedule: true, dryRun: true);
        Assert.Equal(1, await CountAsync());
        var real = await RunAsync(string.Join('\n', file.Split('\n').Where(line => !line.Contains("https://", StringComparison.Ordinal))), schedule: true);

        Assert.Equal([true, false, false, true, false, false], dry.Select(row => row.IsGood));
        Assert.Equal([true, false, false, false, false], real.Select(row => row.IsGood));
        Assert.Equal(("A loaf", _desk.InHours(5)), (dry[0].Title, dry[0].At!.Value));
        Assert.Equal(["conflict", "time_in_past", "media_not_fetched", "import_refused_address", "channels_missing"], dry.Skip(1).Select(row => row.Findings.First(finding => finding.Blocks || row.IsGood).Code));
        Assert.Equal(["conflict", "time_in_past", "import_refused_address", "channels_missing"], real.Skip(1).Select(row => row.Findings.First(finding => finding.Blocks).Code));
        Assert.Equal(["at", "at", "media", "media", "channels"], dry.Skip(1).Select(row => row.Findings.First(finding => finding.Blocks || row.IsGood).Column));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task With_force_a_row_is_scheduled_close_to_another()
    {
        var rows = await RunAsync($"""
            type,channels,media,at
            image,shop1784,bread.jpg,{At(3)}
            image,shop1784,cake.jpg,{At(3)}
            """, schedule: true, force: true);

        Assert.All(rows, row => Assert.True(row.IsGood));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_file_that_is_sent_again_makes_what_is_new_or_mended_and_nothing_twice()
    {
        const string file = "type,channels,media,caption\nimage,shop1784,bread.jpg,Bread\nimage,@nobody,bread.jpg,Wrong\nimage,shop1784,bread.jpg,Bread\n";
        var first = await RunAsync(file);

        var again = await RunAsync(file.Replace("@nobody", "shop1784", StringComparison.Ordinal).Replace(',', ';') + "image;shop1784;cake.jpg;New\n");

        Assert.Equal([true, false, true], first.Select(row => row.IsGood));
        Assert.NotEqual(first[0].PostId, first[2].PostId);
        Assert.Equal([true, false, true, false], again.Select(row => row.WasThere));
        Assert.Equal((first[0].PostId, first[2].PostId), (again[0].PostId, again[2].PostId));
        Assert.Equal(4, await CountAsync());
    }

    [Fact]
    public async Task Under_another_name_or_once_its_post_is_deleted_a_row_is_made_again()
    {
        const string file = "type,channels,media\nimage,shop1784,bread.jpg\n";
        var first = (await RunAsync(file))[0];

        var other = (await RunAsync(file, name: "second round"))[0];
        await _desk.DeletePost.RunAsync(_desk.WorkspaceId, first.PostId!.Value, null, "Ann", Ct);
        var anew = (await RunAsync(file))[0];
        var once = (await RunAsync(file))[0];

        Assert.Equal([false, false, false, true], new[] { first, other, anew, once }.Select(row => row.WasThere));
        Assert.Equal(3, new[] { first.PostId, other.PostId, anew.PostId }.Distinct().Count());
        Assert.Equal(anew.PostId, once.PostId);
    }

    [Fact]
    public async Task Where_posts_must_be_approved_the_time_of_a_row_is_noted()
    {
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { ApprovalPolicy = ApprovalPolicy.One }, Ct);

        var row = Assert.Single(await RunAsync($"type,channels,media,at\nimage,shop1784,bread.jpg,{At(3)}\n", schedule: true));

        var post = await PostAsync(row);
        Assert.Equal((ApprovalState.Draft, _desk.InHours(3)), (post.Approval, post.PlannedAt!.Value));
        Assert.Contains(row.Findings, finding => finding.Code == "approval_needed");
        Assert.Empty(await _desk.JobsOfAsync(post));
    }

    [Fact]
    public async Task A_name_that_may_mean_two_is_a_finding()
    {
        await AddMediaAsync("bread.jpg", "cc");
        var other = await _desk.ConnectAsync("1785");
        await _desk.Channels.SaveAsync(other with { DisplayName = "Shop1784" }, Ct);

        var row = Assert.Single(await RunAsync("type,channels,media\nimage,shop1784,bread.jpg\n"));
        var clear = Assert.Single(await RunAsync($"type,channels,media\nimage,instagram/shop1784 | {other.Id},cake.jpg\n"));

        Assert.Equal(["ambiguous_channel", "ambiguous_media"], row.Findings.Select(finding => finding.Code));
        Assert.Equal([_shop.Id, other.Id], clear.ChannelIds);
    }

    [Fact]
    public async Task A_file_without_a_known_column_is_refused()
    {
        var result = await Import.RunAsync(Wanted("budget,owner\n7,Ann\n"), "Ann", Ct);

        Assert.Equal("csv_columns_unknown", Assert.IsType<ImportResult.Refused>(result).Code);
    }

    private PostImport Wanted(string file) => new() { WorkspaceId = _desk.WorkspaceId, Content = Encoding.UTF8.GetBytes(file) };

    private async Task<IReadOnlyList<RowReport>> RunAsync(string file, bool schedule = false, bool dryRun = false, bool force = false, string name = "") =>
        Assert.IsType<ImportResult.Done>(await Import.RunAsync(Wanted(file) with { Schedule = schedule, DryRun = dryRun, Force = force, Name = name }, "Ann", Ct)).Rows;

    private string At(double hours) => _desk.InHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Post> PostAsync(RowReport row) => (await _desk.Posts.FindAsync(_desk.WorkspaceId, row.PostId!.Value, Ct))!;

    private async Task<int> CountAsync() => (await _desk.Posts.ListAsync(new PostQuery { WorkspaceId = _desk.WorkspaceId, Limit = 100 }, Ct)).Items.Count;

    private async Task AddMediaAsync(string name, string sha256)
    {
        var item = await _desk.UploadAsync(sha256 + "00");
        await _desk.Media.AddAsync(item with { Id = Guid.CreateVersion7(_desk.Time.GetUtcNow()), FileName = name, Sha256 = sha256.PadLeft(64, '0') }, Ct);
    }

    private sealed class NoWeb : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new InvalidOperationException("Nothing is fetched here.");
    }
}

public sealed class SqliteImportPostsTests() : ImportPostsContract(new SqliteTestDatabase());

public sealed class PostgresImportPostsTests() : ImportPostsContract(new PostgresTestDatabase());
