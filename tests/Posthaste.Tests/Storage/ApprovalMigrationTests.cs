using Dapper;
using Microsoft.Data.Sqlite;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>What approvals from before it was kept how they came about are taken for.</summary>
public sealed class ApprovalMigrationTests
{
    private const int Approval = 16;

    [Fact]
    public async Task What_nobody_approved_as_it_is_was_approved_by_scheduling_and_submissions_know_whose_they_are()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var script in MigrationScript.For("sqlite").Where(script => script.Number < Approval)) await connection.ExecuteAsync(script.Sql);
        await AddAsync(connection, "looked_at", "approved", "h1");
        await AddAsync(connection, "scheduled", "approved", "h2");
        await AddAsync(connection, "changed_since", "approved", "h3");
        await AddAsync(connection, "waiting", "pending", hash: null);
        await AddAsync(connection, "draft", "draft", hash: null);
        await HappenedAsync(connection, "looked_at", "post.approved", """{"hash":"h1"}""", at: 5, "Bob");
        await HappenedAsync(connection, "changed_since", "post.approved", """{"hash":"h1"}""", at: 5, "Bob");
        await HappenedAsync(connection, "waiting", "post.submitted", "{}", at: 6, "Ann");
        await HappenedAsync(connection, "waiting", "post.submitted", "{}", at: 7, "Cleo");
        await HappenedAsync(connection, "draft", "post.submitted", "{}", at: 8, "Ann");

        await connection.ExecuteAsync(MigrationScript.For("sqlite").Single(script => script.Number == Approval).Sql);

        var found = (await connection.QueryAsync<(string Id, string? Through, string? By, long? At)>("SELECT id, approved_through, submitted_by, submitted_at FROM posts ORDER BY id")).ToList();
        Assert.Equal(
            [
                ("changed_since", "scheduling", null, null),
                ("draft", null, null, null),
                ("looked_at", "approval", null, null),
                ("scheduled", "scheduling", null, null),
                ("waiting", null, "Cleo", (long?)7),
            ],
            found);
    }

    private static async Task AddAsync(SqliteConnection connection, string id, string approval, string? hash) => await connection.ExecuteAsync(
        """
        INSERT INTO posts (id, workspace_id, version, title, type, content, approval, approved_hash, created_by, changed_by, created_at, updated_at)
        VALUES (@id, 'w', 1, '', 'image', '{}', @approval, @hash, 'Ann', 'Ann', 1, 1)
        """, new { id, approval, hash });

    private static async Task HappenedAsync(SqliteConnection connection, string post, string kind, string data, long at, string actor) => await connection.ExecuteAsync(
        "INSERT INTO events (id, workspace_id, kind, subject_id, at, actor, data) VALUES (@id, 'w', @kind, @post, @at, @actor, @data)",
        new { id = $"{post}{at}", kind, post, at, actor, data });
}
