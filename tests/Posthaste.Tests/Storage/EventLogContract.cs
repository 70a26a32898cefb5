using Posthaste.Events;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>What the event log must do on both databases.</summary>
public abstract class EventLogContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly Guid Workspace = new("01900000-0000-7000-8000-00000000000a");

    private SqlEventLog _events = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.StartAsync();
        _events = new SqlEventLog(database.Database);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Events_of_one_thing_come_back_oldest_first_and_as_they_were()
    {
        var post = Guid.CreateVersion7(TestDatabase.Start);
        var created = Happened("post.created", post, TestDatabase.Start);
        var approved = Happened("post.approved", post, TestDatabase.Start.AddSeconds(1)) with { Actor = "Ann", Data = """{"hash":"é"}""" };
        await _events.AppendAsync(approved, Ct);
        await _events.AppendAsync(created, Ct);
        await _events.AppendAsync(Happened("post.created", Guid.CreateVersion7(TestDatabase.Start), TestDatabase.Start), Ct);

        var found = await _events.ListAsync(Workspace, post, Ct);

        Assert.Equal([created, approved], found);
    }

    [Fact]
    public async Task An_event_of_a_change_that_failed_does_not_exist()
    {
        var post = Guid.CreateVersion7(TestDatabase.Start);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Database.RunAsync<int>(async () =>
        {
            await _events.AppendAsync(Happened("post.created", post, TestDatabase.Start), Ct);
            throw new InvalidOperationException("the change failed");
        }, Ct));

        Assert.Empty(await _events.ListAsync(Workspace, post, Ct));
    }

    [Fact]
    public async Task Another_workspace_sees_nothing()
    {
        var post = Guid.CreateVersion7(TestDatabase.Start);
        await _events.AppendAsync(Happened("post.created", post, TestDatabase.Start), Ct);

        Assert.Empty(await _events.ListAsync(Guid.CreateVersion7(TestDatabase.Start), post, Ct));
    }

    private static Event Happened(string kind, Guid subject, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        WorkspaceId = Workspace,
        Kind = kind,
        SubjectId = subject,
        At = at,
        Actor = "engine",
    };
}

public sealed class SqliteEventLogTests() : EventLogContract(new SqliteTestDatabase());

public sealed class PostgresEventLogTests() : EventLogContract(new PostgresTestDatabase());
