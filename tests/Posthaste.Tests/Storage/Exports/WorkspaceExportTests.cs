using System.Text;
using Dapper;
using Posthaste.Jobs;
using Posthaste.Media.Files;
using Posthaste.Storage;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Exports;
using Posthaste.Tests.Storage.Copies;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Storage.Exports;

/// <summary>One workspace goes from a database to another, of either kind: its rows and files, nothing that opens its accounts, and nothing on its way.</summary>
public sealed class WorkspaceExportTests : IDisposable
{
    private const string Member = "ben@example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.FullName, "bakery.workspace");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sqlite", "sqlite")]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    [InlineData("postgres", "postgres")]
    public async Task It_comes_beside_the_workspaces_that_are_there_with_everything_but_its_access(string from, string to)
    {
        await using var source = await CopySide.FilledAsync(from);
        await AddAsync(source);
        await using var target = await WithOneAsync(to);

        var exported = await ExportAsync(source);
        var imported = await ImportAsync(target);

        // The target's first workspace has that id.
        Assert.NotEqual(Workspace.FirstId, imported.Id);
        Assert.Equal(exported.Manifest.Tables.Sum(table => table.Sum.Rows), imported.Rows);
        Assert.Equal(WorkspaceRows.Tables.Order(), exported.Manifest.Tables.Select(table => table.Name).Order());
        Assert.All(exported.Manifest.Tables, table => Assert.True(table.Sum.Rows > 0, $"The test has no row of {table.Name}."));
        await using var database = target.OpenDatabase();
        Assert.Equal([("Another", 0), ("Harbour Bakery", 8)], await ListAsync<(string, int)>(database, "SELECT w.name, CAST((SELECT COUNT(*) FROM posts p WHERE p.workspace_id = w.id) AS integer) FROM workspaces w ORDER BY w.name"));
        Assert.Equal(["disconnected"], await ListAsync<string>(database, "SELECT DISTINCT state FROM channels"));
        Assert.Equal([3], await ListAsync<int>(database, "SELECT DISTINCT CAST(gate AS integer) FROM lanes"));
        Assert.Equal(0, await CountAsync(database, "SELECT COUNT(*) FROM channels WHERE token IS NOT NULL OR grant_token IS NOT NULL"));
        Assert.Equal([(Member, "owner")], await ListAsync<(string, string)>(database, "SELECT m.email, s.role FROM memberships s JOIN members m ON m.id = s.member_id WHERE s.workspace_id = @Id", new { imported.Id }));
        Assert.Equal(["posthaste-server import"], await ListAsync<string>(database, "SELECT actor FROM events WHERE kind = 'workspace.imported' AND workspace_id = @Id", new { imported.Id }));
    }

    [Fact]
    public async Task A_channel_comes_as_one_that_was_disconnected()
    {
        await using var source = await CopySide.FilledAsync("sqlite");
        await using var target = await WithOneAsync("sqlite");

        var exported = await ExportAsync(source);
        var imported = await ImportAsync(target);

        await using var before = source.OpenDatabase();
        await using var after = target.OpenDatabase();
        var id = (await ListAsync<Guid>(before, "SELECT id FROM channels WHERE token IS NOT NULL")).Single();
        var was = await new SqlChannelStore(before).FindAsync(Workspace.FirstId, id, Ct);
        var channel = await new SqlChannelStore(after).FindAsync(imported.Id, id, Ct);
        Assert.Equal(was!.WithoutTokens(DateTimeOffset.FromUnixTimeMilliseconds(exported.Manifest.At.ToUnixTimeMilliseconds())) with { WorkspaceId = channel!.WorkspaceId, PictureUrl = null }, channel);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_was_on_its_way_is_cancelled_and_what_may_be_live_waits_for_a_person(string from)
    {
        await using var source = await CopySide.FilledAsync(from);
        var (called, card, partly) = await AddAsync(source);
        await using var target = await WithOneAsync("sqlite");
        await using var before = source.OpenDatabase();
        var (published, waiting) = (await CountAsync(before, "SELECT COUNT(*) FROM publish_jobs WHERE state = 'published'"), await CountAsync(before, "SELECT COUNT(*) FROM publish_jobs WHERE state IN ('scheduled', 'needs_attention')"));

        var exported = await ExportAsync(source);
        await ImportAsync(target);

        await using var after = target.OpenDatabase();
        Assert.Equal((3, waiting + 1, 2), ((int)published, exported.Cancelled, exported.Undecided));
        Assert.Equal(0, await CountAsync(after, "SELECT COUNT(*) FROM publish_jobs WHERE wake_at IS NOT NULL OR checkpoint IS NOT NULL OR settling IS NOT NULL"));
        Assert.Equal(0, await CountAsync(after, "SELECT COUNT(*) FROM lanes WHERE ready_at IS NOT NULL OR running_job IS NOT NULL OR owner IS NOT NULL"));
        Assert.Equal(
            [("cancelled", null, waiting), ("needs_attention", "undecidable", 2L), ("published", null, published + 1)],
            await ListAsync<(string, string?, long)>(after, "SELECT state, reason, COUNT(*) FROM publish_jobs GROUP BY state, reason ORDER BY state"));
        var jobs = (await ListAsync<JobRow>(after, $"SELECT {JobRow.Columns} FROM publish_jobs")).Select(row => row.ToJob()).ToDictionary(job => job.Id);
        Assert.Equal(("exported", true), (jobs[called].LastError!.Code, jobs[called].LastError!.Message.Contains("while this post was being published", StringComparison.Ordinal)));
        Assert.Contains("while this post was with a person", jobs[card].LastError!.Message, StringComparison.Ordinal);
        Assert.Equal((JobState.Published, "The rest was cancelled when 1 of its parts was live already."), (jobs[partly].State, jobs[partly].LastError!.Message));
        // Resolving needs its call; the first comment of a live post nobody asks about any more.
        Assert.Equal([(called, (string?)null)], await ListAsync<(Guid, string?)>(after, "SELECT job_id, outcome FROM publish_intents WHERE outcome IS NULL"));
        Assert.Equal(1, await CountAsync(after, "SELECT COUNT(*) FROM publish_intents WHERE part = 'comment' AND outcome = 'abandoned'"));
        Assert.Equal(0, await CountAsync(after, "SELECT COUNT(*) FROM series WHERE ended_at IS NULL"));
        Assert.Equal(0, await CountAsync(after, "SELECT COUNT(*) FROM handovers WHERE state <> 'ended'"));
        // The server that it is of goes on.
        Assert.Equal(waiting, await CountAsync(before, "SELECT COUNT(*) FROM publish_jobs WHERE state IN ('scheduled', 'needs_attention')"));
    }

    [Fact]
    public async Task The_file_has_no_secret_in_it_and_the_media_come_along()
    {
        await using var source = await CopySide.FilledAsync("sqlite");
        await AddAsync(source);
        await using var target = await WithOneAsync("sqlite");
        var bytes = Encoding.UTF8.GetBytes("a picture");
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        await using var database = source.OpenDatabase();
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync("UPDATE media SET sha256 = @name WHERE id = (SELECT MIN(id) FROM media)", new { name }), Ct);
        await Files("source").KeepAsync(new MemoryStream(bytes), Ct);
        string[] secrets =
        [
            .. await ListAsync<string>(database, "SELECT token FROM channels WHERE token IS NOT NULL"), .. await ListAsync<string>(database, "SELECT hash FROM api_keys"),
            .. await ListAsync<string>(database, "SELECT password_hash FROM members"), .. await ListAsync<string>(database, "SELECT checkpoint FROM publish_intents WHERE checkpoint IS NOT NULL"),
            .. await ListAsync<string>(database, "SELECT address FROM notification_targets"), .. await ListAsync<string>(database, "SELECT link_hash FROM handover_settings"), "-100200300",
        ];

        var exported = await ExportAsync(source);

        var text = new StringBuilder();
        await using (var export = await BackupReader.OpenAsync(File, Ct))
        {
            foreach (var table in exported.Manifest.Tables)
            {
                await foreach (var row in export.ReadRowsAsync(table, new TableShape(table.Name, table.Columns, "", []), Ct)) text.AppendJoin('\n', row).Append('\n');
            }
        }
        Assert.True(secrets.Length > 6, $"{secrets.Length} secrets");
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text.ToString(), StringComparison.Ordinal));
        Assert.Contains("Market day tomorrow!", text.ToString(), StringComparison.Ordinal);
        await ImportAsync(target);
        Assert.Equal(bytes, await System.IO.File.ReadAllBytesAsync(Files("target").PathOf(name), Ct));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_second_time_an_unknown_owner_and_a_backup_are_refused_and_change_nothing(string to)
    {
        await using var source = await CopySide.FilledAsync("sqlite");
        await using var target = await WithOneAsync(to);
        await ExportAsync(source);
        var empty = await target.SumsAsync();

        Assert.Contains("There is no member nobody@example.com", await RefusedAsync(() => ImportAsync(target, "nobody@example.com")), StringComparison.Ordinal);
        Assert.Equal(empty, await target.SumsAsync());
        await ImportAsync(target);
        var once = await target.SumsAsync();
        Assert.Contains("are on this server already", await RefusedAsync(() => ImportAsync(target)), StringComparison.Ordinal);
        Assert.Contains("are on this server already", await RefusedAsync(() => ImportAsync(source, owner: null)), StringComparison.Ordinal);
        Assert.Equal(once, await target.SumsAsync());

        await using var restored = await CopySide.StartAsync(to);
        Assert.Contains("posthaste-server import", await RefusedAsync(() => RestoreAsync(restored)), StringComparison.Ordinal);
        System.IO.File.Delete(File);
        await new MakeBackup(Files("source")).RunAsync(await source.OpenSourceAsync(), "sqlite", "0.1.0", keysPath: null, File, Ct);
        Assert.Contains("posthaste-server restore", await RefusedAsync(() => ImportAsync(target)), StringComparison.Ordinal);
        Assert.Equal(once, await target.SumsAsync());
    }

    [Fact]
    public async Task Which_one_must_be_said_where_there_are_several()
    {
        await using var source = await CopySide.FilledAsync("sqlite");
        var other = Guid.NewGuid();
        await using (var database = source.OpenDatabase()) await AddWorkspaceAsync(database, other, "Fish market");

        Assert.Contains($"{other} is Fish market", await RefusedAsync(() => ExportAsync(source)), StringComparison.Ordinal);
        Assert.Contains("There is no workspace", await RefusedAsync(() => ExportAsync(source, Guid.NewGuid())), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
        var exported = await ExportAsync(source, other);

        Assert.Equal("Fish market", exported.Manifest.Workspace!.Name);
        Assert.Equal(1, exported.Manifest.Tables.Sum(table => table.Sum.Rows));
    }

    [Fact]
    public async Task Of_each_table_it_is_said_whether_it_goes_or_stays()
    {
        string[] stays =
        [
            "alert_watch", "alerts", "api_keys", "app_keys", "calendar_feeds", "channel_quotas", "deletions", "deliveries", "generations", "hosted_copies", "hosted_usage", "hosting_uploads", "idempotency_keys", "invites",
            "logins", "member_factors", "members", "memberships", "network_looks", "nodes", "notification_cursor", "notification_paces", "notification_targets", "recovery_codes", "sessions", "setup_links", "sign_in_tries",
            "telegram_bots", "telegram_messages", "token_renewals",
        ];
        await using var side = await CopySide.FilledAsync("sqlite");
        await using var source = await side.OpenSourceAsync();

        Assert.Equal(source.Tables.Select(table => table.Name).Order(), WorkspaceRows.Tables.Concat(stays).Order());
    }

    /// <summary>Jobs as they stand while something is under way: a call without an answer, a card with a person, a set of which a part is live; and the open comment of a live post.</summary>
    private static async Task<(Guid Called, Guid Card, Guid Partly)> AddAsync(CopySide side)
    {
        await using var database = side.OpenDatabase();
        var ids = (Called: Guid.NewGuid(), Card: Guid.NewGuid(), Partly: Guid.NewGuid(), Live: Guid.NewGuid());
        var columns = JobRow.Columns.Replace("id, workspace_id, post_id, channel_id, platform", "@id, workspace_id, post_id, @channel, 'mastodon'", StringComparison.Ordinal)
            .Replace("wake_at, state, reason", "1, @state, @reason", StringComparison.Ordinal).Replace("remote_id, permalink", "NULL, NULL", StringComparison.Ordinal);
        // Each of another post, on the account that has no job yet.
        var channel = (await ListAsync<Guid>(database, "SELECT id FROM channels WHERE platform = 'mastodon'")).Single();
        foreach (var (id, state, reason, turn) in ((Guid, string, string?, int)[])[(ids.Called, "publishing", "settling", 0), (ids.Card, "handed_over", null, 1), (ids.Partly, "ready", null, 2), (ids.Live, "published", null, 3)])
        {
            await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
                $"INSERT INTO publish_jobs ({JobRow.Columns}) SELECT {columns} FROM publish_jobs WHERE id = (SELECT id FROM publish_jobs WHERE channel_id <> @channel ORDER BY id LIMIT 1 OFFSET @turn)",
                new { id, channel, state, reason, turn }), Ct);
        }
        foreach (var (job, part, outcome) in ((Guid, string, string?)[])[(ids.Called, "post", null), (ids.Partly, "story-1", "happened"), (ids.Live, "comment", null)])
        {
            await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
                """
                INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, checkpoint, content_hash, node, epoch, intent_at, deadline_at, outcome, outcome_at, evidence, remote_id, permalink)
                SELECT @id, @job, channel_id, @part, number, step, checkpoint, content_hash, node, epoch, intent_at, deadline_at, @outcome, NULL, NULL, NULL, NULL FROM publish_intents WHERE id = (SELECT id FROM publish_intents ORDER BY id LIMIT 1)
                """, new { id = Guid.NewGuid(), job, part, outcome }), Ct);
        }
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            """
            UPDATE series SET ended_at = NULL;
            INSERT INTO handovers (id, workspace_id, job_id, post_id, channel_id, code, state, cause, why, due_at, card_at, expires_at, copies, chat_id, message_id, message_ids, created_at, updated_at)
            SELECT @Card, workspace_id, @Card, post_id, channel_id, 'another', 'waiting', cause, why, due_at, card_at, expires_at, copies, chat_id, message_id, message_ids, created_at, updated_at FROM handovers
            """, new { ids.Card }), Ct);
        return (ids.Called, ids.Card, ids.Partly);
    }

    /// <summary>A server that has a workspace and a member.</summary>
    private static async Task<CopySide> WithOneAsync(string provider)
    {
        var side = await CopySide.StartAsync(provider);
        await using (var target = side.OpenTarget())
        {
            await target.BeginAsync(CopyChecks.Known, Ct);
            await target.FinishAsync(CopyChecks.Known, Ct);
        }
        await using var database = side.OpenDatabase();
        await AddWorkspaceAsync(database, Workspace.FirstId, "Another");
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            "INSERT INTO members (id, email, name, password_hash, created_at) VALUES (@Id, @Member, 'Ben', 'x', 1)", new { Id = Guid.NewGuid(), Member }), Ct);
        return side;
    }

    private static Task<int> AddWorkspaceAsync(Database database, Guid id, string name) => database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
        """
        INSERT INTO workspaces (id, name, time_zone, late_policy, late_minutes, caption_policy, approval_policy, created_at, media_policy)
        VALUES (@id, @name, 'UTC', 'publish', 120, 'truncate', 'none', 1, 'scale')
        """, new { id, name }), Ct);

    private static async Task<IReadOnlyList<T>> ListAsync<T>(Database database, string sql, object? values = null) => [.. await database.ReadAsync(connection => connection.QueryAsync<T>(sql, values), Ct)];

    private static Task<long> CountAsync(Database database, string sql) => database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(sql), Ct);

    private static async Task<string> RefusedAsync(Func<Task> act) => (await Assert.ThrowsAsync<BackupException>(act)).Message;

    private MediaFiles Files(string name) => new(Path.Combine(_folder.FullName, name), TimeProvider.System);

    private async Task<ExportedWorkspace> ExportAsync(CopySide from, Guid? workspace = null) =>
        await new ExportWorkspace(new MakeBackup(Files("source"))).RunAsync(await from.OpenSourceAsync(), from.Provider, "0.1.0", workspace, File, Ct);

    private async Task<ImportedWorkspace> ImportAsync(CopySide to, string? owner = Member)
    {
        await using var export = await BackupReader.OpenAsync(File, Ct);
        await using var live = to.OpenLive();
        return await new ImportWorkspace(Files("target"), TimeProvider.System).RunAsync(export, live, owner, Ct);
    }

    private async Task RestoreAsync(CopySide to)
    {
        await using var backup = await BackupReader.OpenAsync(File, Ct);
        await using var target = to.OpenTarget();
        await new RestoreBackup(Files("restored"), TimeProvider.System).RunAsync(backup, target, Path.Combine(_folder.FullName, "restored"), takeKeys: true, Ct);
    }
}
