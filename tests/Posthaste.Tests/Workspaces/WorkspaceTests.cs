using Microsoft.Extensions.Options;
using Posthaste.Storage;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces;

public sealed class WorkspaceTests : IAsyncLifetime
{
    private const string BootstrapKey = "a-key-from-the-settings";

    private readonly SqliteTestDatabase _database = new();

    private static readonly Grantor Ann = new("Ann", RightsTable.Of(Role.Owner));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SqlWorkspaceStore Workspaces => new(_database.Database);

    private SqlWorkspaceApiKeyStore Keys => new(_database.Database);

    private AuthenticateKey Authenticate => new(Keys, _database.Time);

    private CreateApiKey CreateApiKey => new(Keys, new SqlEventLog(_database.Database), _database.Database, _database.Time);

    public async ValueTask InitializeAsync() => await _database.StartAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_new_server_gets_a_workspace_and_its_key_once()
    {
        var first = await Bootstrap(BootstrapKey).RunAsync(Ct);
        var second = await Bootstrap(BootstrapKey).RunAsync(Ct);

        Assert.Equal(("My workspace", first.Id), (first.Name, second.Id));
        Assert.Single(await Workspaces.ListAsync(Ct));
        Assert.Single(await Keys.ListAsync(first.Id, Ct));
        Assert.Equal(first.Id, (await Authenticate.RunAsync(BootstrapKey, Ct))!.WorkspaceId);
    }

    [Fact]
    public async Task Another_bootstrap_key_takes_the_place_of_the_one_before()
    {
        await Bootstrap(BootstrapKey).RunAsync(Ct);

        await Bootstrap("another-key-from-settings").RunAsync(Ct);

        Assert.Null(await Authenticate.RunAsync(BootstrapKey, Ct));
        Assert.NotNull(await Authenticate.RunAsync("another-key-from-settings", Ct));
    }

    [Fact]
    public async Task A_new_key_opens_its_workspace_until_it_is_revoked()
    {
        var workspace = await Bootstrap(null).RunAsync(Ct);
        var created = Assert.IsType<CreateApiKeyResult.Created>(await CreateApiKey.RunAsync(workspace.Id, new NewApiKey("CLI", KeyScope.Everything), Ann, Ct));
        var text = created.Text.Reveal();

        Assert.Matches("^ph_[A-Za-z0-9_-]{43}$", text);
        Assert.Equal(created.Key, await Authenticate.RunAsync(text, Ct));
        Assert.StartsWith(created.Key.Hint[..^1], text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, created.ToString(), StringComparison.Ordinal);

        var revoke = new RevokeApiKey(Keys, new SqlEventLog(_database.Database), _database.Database, _database.Time);
        Assert.True(await revoke.RunAsync(workspace.Id, created.Key.Id, "Ann", Ct));
        Assert.Null(await Authenticate.RunAsync(text, Ct));
        Assert.False(await revoke.RunAsync(workspace.Id, created.Key.Id, "Ann", Ct));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ph_wrong")]
    public async Task What_is_no_key_opens_nothing(string? presented) => Assert.Null(await Authenticate.RunAsync(presented, Ct));

    [Fact]
    public async Task Two_living_keys_never_share_a_name()
    {
        var workspace = await Bootstrap(null).RunAsync(Ct);
        await CreateApiKey.RunAsync(workspace.Id, new NewApiKey("CLI", KeyScope.Everything), Ann, Ct);

        var second = await CreateApiKey.RunAsync(workspace.Id, new NewApiKey(" cli ", KeyScope.Everything), Ann, Ct);

        Assert.Equal("name_taken", Assert.IsType<CreateApiKeyResult.Refused>(second).Code);
    }

    [Fact]
    public async Task A_key_ends_when_it_was_made_to()
    {
        var workspace = await Bootstrap(null).RunAsync(Ct);
        var wanted = new NewApiKey("week", KeyScope.Of(Role.Viewer), _database.Time.GetUtcNow().AddDays(7));
        var created = Assert.IsType<CreateApiKeyResult.Created>(await CreateApiKey.RunAsync(workspace.Id, wanted, Ann, Ct));

        _database.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(KeyScope.Of(Role.Viewer), (await Authenticate.RunAsync(created.Text.Reveal(), Ct))!.Scope);

        _database.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await Authenticate.RunAsync(created.Text.Reveal(), Ct));
        Assert.IsType<CreateApiKeyResult.Expired>(await CreateApiKey.RunAsync(workspace.Id, wanted with { Name = "late" }, Ann, Ct));
    }

    [Fact]
    public async Task A_key_can_do_no_more_than_its_maker()
    {
        var workspace = await Bootstrap(null).RunAsync(Ct);
        var admin = new Grantor("Bob", RightsTable.Of(Role.Admin));

        Assert.IsType<CreateApiKeyResult.NotAllowed>(await CreateApiKey.RunAsync(workspace.Id, new NewApiKey("all", KeyScope.Everything), admin, Ct));
        Assert.IsType<CreateApiKeyResult.Created>(await CreateApiKey.RunAsync(workspace.Id, new NewApiKey("some", KeyScope.Of(Role.Admin)), admin, Ct));
    }

    [Fact]
    public async Task A_key_cannot_be_named_like_a_member()
    {
        var workspace = await Bootstrap(null).RunAsync(Ct);

        var refused = await CreateApiKey.RunAsync(workspace.Id, new NewApiKey("ann@example.com", KeyScope.Everything), Ann, Ct);

        Assert.Equal("invalid_name", Assert.IsType<CreateApiKeyResult.Refused>(refused).Code);
    }

    [Fact]
    public async Task Rules_are_changed_and_nonsense_is_refused_with_its_field()
    {
        var workspace = await Bootstrap(null).RunAsync(Ct);
        var update = new UpdateWorkspace(Workspaces, new SqlEventLog(_database.Database), _database.Database, _database.Time);

        var changed = await update.RunAsync(workspace.Id, found => found with { TimeZone = "Europe/Berlin", ApprovalPolicy = ApprovalPolicy.One }, "Ann", Ct);
        Assert.Equal(ApprovalPolicy.One, Assert.IsType<UpdateWorkspaceResult.Updated>(changed).Workspace.ApprovalPolicy);

        Assert.Equal("timeZone", await FieldAsync(found => found with { TimeZone = "Mars/Olympus" }));
        Assert.Equal("lateMinutes", await FieldAsync(found => found with { LateMinutes = 0 }));
        Assert.Equal("name", await FieldAsync(found => found with { Name = " " }));
        Assert.Equal("Europe/Berlin", (await Workspaces.FindAsync(workspace.Id, Ct))!.TimeZone);

        async Task<string> FieldAsync(Func<Workspace, Workspace> change) =>
            Assert.IsType<UpdateWorkspaceResult.Refused>(await update.RunAsync(workspace.Id, change, "Ann", Ct)).Field;
    }

    [Fact]
    public async Task Old_answers_are_forgotten_however_many_there_are()
    {
        var workspace = await Bootstrap(null).RunAsync(Ct);
        var answers = new SqlWorkspaceIdempotencyStore(_database.Database);
        await _database.Database.RunAsync(async () =>
        {
            foreach (var n in Enumerable.Range(0, 1_100)) await answers.AddAsync(Answer(workspace.Id, $"k{n}"), default, Ct);
            return 0;
        }, Ct);
        _database.Time.Advance(TimeSpan.FromHours(25));
        await answers.AddAsync(Answer(workspace.Id, "young"), default, Ct);

        Assert.Equal(1_100, await new PruneIdempotencyKeys(answers, _database.Time).RunAsync(Ct));
        Assert.NotNull(await answers.FindAsync(workspace.Id, "young", default, Ct));
    }

    private StoredAnswer Answer(Guid workspaceId, string key) => new()
    {
        WorkspaceId = workspaceId,
        Key = key,
        RequestHash = "h",
        Status = 200,
        Body = "",
        CreatedAt = _database.Time.GetUtcNow(),
    };

    private EnsureBootstrapKey Bootstrap(string? key) =>
        new(Workspaces, Keys, _database.Database, _database.Time, Options.Create(new AuthOptions { BootstrapApiKey = key }));
}
