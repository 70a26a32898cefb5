using Posthaste.Storage;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Storage;

/// <summary>What the stores of workspaces, keys and stored answers must do on both databases.</summary>
public abstract class WorkspaceStoreContract(TestDatabase database) : StoreContract(database)
{
    private SqlWorkspaceStore Workspaces => new(Database);

    private SqlWorkspaceApiKeyStore Keys => new(Database);

    private SqlWorkspaceIdempotencyStore Answers => new(Database);

    [Fact]
    public async Task A_workspace_comes_back_as_it_was_saved()
    {
        var wanted = new Workspace
        {
            Id = NewId(),
            Name = "Café",
            TimeZone = "Europe/Berlin",
            LatePolicy = LatePolicy.Ask,
            LateMinutes = 10_080,
            CaptionPolicy = LongCaption.Reject,
            ApprovalPolicy = ApprovalPolicy.NotTheAuthor,
            RepeatDays = 90,
            CreatedAt = Start.AddMinutes(1),
        };
        Assert.True(await Workspaces.AddAsync(wanted with { Name = "Other", LatePolicy = LatePolicy.Skip }, Ct));
        Assert.False(await Workspaces.AddAsync(wanted with { Name = "Again" }, Ct));

        Assert.True(await Workspaces.SaveAsync(wanted, Ct));

        Assert.Equal(wanted, await Workspaces.FindAsync(wanted.Id, Ct));
        Assert.Equal([WorkspaceId, wanted.Id], (await Workspaces.ListAsync(Ct)).Select(workspace => workspace.Id));
        Assert.Null(await Workspaces.FindAsync(NewId(), Ct));
    }

    [Fact]
    public async Task A_key_is_found_by_its_hash_and_revoked_once()
    {
        var key = new ApiKey
        {
            Id = NewId(),
            WorkspaceId = WorkspaceId,
            Name = "CLI",
            Hint = "ph_abcd…",
            Scope = KeyScope.Of([Right.EditPosts, Right.Read]),
            CreatedAt = Start,
            ExpiresAt = Start.AddDays(7),
        };
        Assert.True(await Keys.AddAsync(key, "hash", Ct));
        Assert.False(await Keys.AddAsync(key with { Id = NewId() }, "hash", Ct));

        Assert.Equal(key, await Keys.FindByHashAsync("hash", Ct));
        Assert.False(await Keys.RevokeAsync(NewId(), key.Id, Start, Ct));
        Assert.True(await Keys.RevokeAsync(WorkspaceId, key.Id, Start.AddSeconds(1), Ct));
        Assert.False(await Keys.RevokeAsync(WorkspaceId, key.Id, Start.AddSeconds(2), Ct));
        Assert.Equal([key with { RevokedAt = Start.AddSeconds(1) }], await Keys.ListAsync(WorkspaceId, Ct));
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_day_and_then_gives_way()
    {
        var answer = new StoredAnswer { WorkspaceId = WorkspaceId, Key = "k", RequestHash = "h", Status = 201, Location = "/posts/1", Body = "{}", CreatedAt = Start };
        Assert.True(await Answers.AddAsync(answer, Start.AddDays(-1), Ct));

        Assert.Equal(answer, await Answers.FindAsync(WorkspaceId, "k", Start, Ct));
        Assert.False(await Answers.AddAsync(answer with { Body = "second" }, Start, Ct));
        Assert.Null(await Answers.FindAsync(WorkspaceId, "k", Start.AddSeconds(1), Ct));
        Assert.Null(await Answers.FindAsync(NewId(), "k", Start, Ct));

        var later = answer with { Body = "later", Location = null, CreatedAt = Start.AddDays(2) };
        Assert.True(await Answers.AddAsync(later, Start.AddDays(1), Ct));
        Assert.Equal(later, await Answers.FindAsync(WorkspaceId, "k", Start.AddDays(1), Ct));
    }

    [Fact]
    public async Task Old_answers_are_pruned_in_steps_and_young_ones_stay()
    {
        foreach (var n in Enumerable.Range(0, 5))
        {
            await Answers.AddAsync(new StoredAnswer
            {
                WorkspaceId = WorkspaceId,
                Key = $"k{n}",
                RequestHash = "h",
                Status = 200,
                Body = "",
                CreatedAt = Start.AddHours(n),
            }, Start.AddDays(-1), Ct);
        }

        Assert.Equal(2, await Answers.PruneAsync(Start.AddHours(3), 2, Ct));
        Assert.Equal(1, await Answers.PruneAsync(Start.AddHours(3), 2, Ct));
        Assert.Equal(0, await Answers.PruneAsync(Start.AddHours(3), 2, Ct));
        Assert.NotNull(await Answers.FindAsync(WorkspaceId, "k3", Start, Ct));
    }
}

public sealed class SqliteWorkspaceStoreTests() : WorkspaceStoreContract(new SqliteTestDatabase());

public sealed class PostgresWorkspaceStoreTests() : WorkspaceStoreContract(new PostgresTestDatabase());
