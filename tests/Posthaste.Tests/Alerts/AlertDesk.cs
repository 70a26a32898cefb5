using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Alerts;
using Posthaste.Alerts.Conditions;
using Posthaste.Alerts.Health;
using Posthaste.Alerts.Rates;
using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Storage;
using Posthaste.Tests.Channels;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Alerts;

/// <summary>Alerts put on a desk of posts.</summary>
internal sealed class AlertDesk(Desk desk)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public AlertsOptions Options { get; init; } = new();

    public SqlAlertStore Store => new(desk.Database);

    public SqlAlertFacts Facts => new(desk.Database);

    public WatchAlerts Watch => new(Store, desk.Events, desk.Database, desk.Clock, Wrapped);

    public AcknowledgeAlerts Acknowledge => new(Store, desk.Events, desk.Database, desk.Clock);

    public JobsInTrouble JobsInTrouble => new(Facts, Wrapped);

    public SettlingForLong SettlingForLong => new(Facts, Wrapped);

    public AccessEndsFirst AccessEndsFirst => new(Facts, desk.Channels, desk.Workspaces);

    public AccountsLost AccountsLost => new(Facts);

    public SqlRateStore Rates => new(desk.Database);

    public ScriptedPlatform Platform { get; set; } = new();

    public RatesMissed RatesMissed => new(Rates, Platform, Wrapped);

    public RenewalsFail RenewalsFail => new(Rates);

    public ReadRates ReadRates => new(Rates, desk.Clock, Wrapped);

    public QueueWaits QueueWaits => new(Facts, Wrapped);

    public FarNetwork Network { get; } = new();

    public SqlNetworkLookStore Looks => new(desk.Database);

    public LookAtNetworks LookAtNetworks => new(
        Facts, Looks, Platform, new PingNetwork(new PlatformHttp(Network, Microsoft.Extensions.Options.Options.Create(new PlatformHttpOptions()), desk.Time, NullLogger<PlatformHttp>.Instance)), desk.Clock, desk.Time);

    public NetworksSilent NetworksSilent => new(Facts, LookAtNetworks, Wrapped);

    public ReadPublishingHealth ReadHealth => new(new SqlHealthFacts(desk.Database), Looks, desk.Channels, Store, ReadRates, Platform, desk.Clock, Wrapped);

    public CardsUnanswered CardsUnanswered => new(Facts);

    private IOptions<AlertsOptions> Wrapped => Microsoft.Extensions.Options.Options.Create(Options);

    public async Task<Job> JobAsync(Channel channel, DateTimeOffset? at = null) =>
        await desk.JobOfAsync(await desk.CreateAsync(await desk.DraftAsync(channel), at ?? desk.InHours(2)), channel);

    /// <summary>Puts the job where the engine gives up on it.</summary>
    public Task BreakAsync(Job job, string code = "missed", JobState state = JobState.NeedsAttention, JobReason reason = JobReason.Missed) => ChangeAsync(job, found => found with
    {
        State = state,
        Reason = reason,
        WakeAt = null,
        UpdatedAt = desk.Clock.Now,
        LastError = new PlatformError { Kind = ErrorKind.RetryLater, Code = code, Message = "It could not go out.", Advice = "Retry it." },
    });

    /// <summary>The engine tries it and gives up on it.</summary>
    public async Task FailAsync(Job job)
    {
        await BreakAsync(job, "content", reason: JobReason.Content);
        await ExecuteAsync(
            """
            INSERT INTO publish_attempts (id, job_id, round, number, step, outcome, counted, started_at, ended_at, node, epoch)
            VALUES (@Id, @JobId, 1, 1, 'publish', 'rejected', 1, @At, @At, @Id, 1)
            """, new { Id = Guid.CreateVersion7(desk.Clock.Now), JobId = job.Id, At = desk.Clock.Now });
    }

    public async Task ChangeAsync(Job job, Func<Job, Job> change) => Assert.IsType<MoveResult.Moved>(
        await desk.Jobs.MoveAsync(job.Id, found => new Move.To(change(found.Job), new JobEvent("job.moved", "test")), desk.Clock.Now, Ct));

    public Task<int> ExecuteAsync(string sql, object values) => desk.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(sql, values), Ct);

    public async Task<IReadOnlyList<Alert>> ListAsync(AlertState? state = null) =>
        await Store.ListAsync(new AlertQuery { WorkspaceId = desk.WorkspaceId, State = state, Limit = 200 }, Ct);

    public async Task<IReadOnlyList<AlertFinding>> FindAsync(IAlertCondition condition)
    {
        var found = await condition.FindAsync(desk.Clock.Now, Ct);
        return Assert.IsAssignableFrom<IReadOnlyList<AlertFinding>>(found);
    }

    public async Task<IReadOnlyList<(string Kind, JsonElement Data)>> EventsAsync(Guid alertId) =>
        [.. (await desk.Events.ListAsync(desk.WorkspaceId, alertId, Ct)).Select(Told)];

    private static (string Kind, JsonElement Data) Told(Event @event) => (@event.Kind, JsonElement.Parse(@event.Data));
}
