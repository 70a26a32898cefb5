using Posthaste.Jobs;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>A contract of something that reads what the engine has written: starts with one node and the lanes of one channel.</summary>
/// <param name="database">Not started yet.</param>
/// <param name="lease">How long the node is alive.</param>
public abstract class EngineStoreContract(TestDatabase database, TimeSpan lease) : IAsyncLifetime
{
    protected static DateTimeOffset Now => TestDatabase.Start;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected TestDatabase Test => database;

    private protected Node Node { get; } = new(Guid.CreateVersion7(Now), "one", "1", Now);

    private protected Guid Channel { get; } = Guid.CreateVersion7(Now);

    private protected SqlLaneStore Lanes { get; private set; } = null!;

    private protected SqlJobStore Jobs { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await database.StartAsync();
        (Lanes, Jobs) = (new SqlLaneStore(database.Database), new SqlJobStore(database.Database));
        await Jobs.AddLanesAsync(Channel, 3, Ct);
        await Lanes.JoinAsync(Node, Now, Now + lease, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<Job> AddAsync(Job job)
    {
        await Jobs.AddAsync(job, new JobEvent("job.scheduled", "Ann"), Now, Ct);
        return job;
    }
}
