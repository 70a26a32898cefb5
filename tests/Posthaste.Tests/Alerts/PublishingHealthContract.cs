using System.Net;
using Posthaste.Alerts;
using Posthaste.Alerts.Health;
using Posthaste.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Alerts;

/// <summary>R-OPS-3: whether posts go out and what stands in their way, and networks that are asked whether they answer, on both databases.</summary>
public abstract class PublishingHealthContract(TestDatabase database) : AlertContract(database)
{
    [Fact]
    public async Task All_is_well_where_a_node_publishes_and_nothing_is_wrong()
    {
        await NodeAsync("1.0");
        await Alerts.FindAsync(Alerts.NetworksSilent);

        var health = await Alerts.ReadHealth.RunAsync(Desk.WorkspaceId, Ct);

        Assert.Equal(HealthState.Ok, health.State);
        Assert.Equal(Enum.GetValues<HealthPartName>(), health.Parts.Select(part => part.Name));
        Assert.All(health.Parts, part => Assert.Equal(part.Name == HealthPartName.SuccessRate ? HealthState.Unknown : HealthState.Ok, part.State));
        var network = Assert.Single(health.Networks);
        Assert.Equal(("instagram", "Instagram", HealthState.Ok, 1, 0), (network.Platform, network.DisplayName, network.State, network.Accounts, network.Failures));
        Assert.Equal(("graph.example", Desk.Clock.Now, Desk.Clock.Now, null), Of(Assert.Single(network.Looks)));
    }

    [Fact]
    public async Task Without_a_node_whose_heart_beats_nothing_is_published()
    {
        await NodeAsync("1.0");
        Desk.Time.Advance(TimeSpan.FromMinutes(1));

        var health = await Alerts.ReadHealth.RunAsync(Desk.WorkspaceId, Ct);

        Assert.Equal(HealthState.Down, health.State);
        Assert.Equal(HealthState.Down, Part(health, HealthPartName.Engine).State);
        await NodeAsync("1.0");
        await NodeAsync("1.1");
        var upgrading = Part(await Alerts.ReadHealth.RunAsync(Desk.WorkspaceId, Ct), HealthPartName.Engine);
        Assert.Equal((HealthState.Degraded, "2 nodes publish, of different versions: 1.0, 1.1. Bring all of them to the newest."), (upgrading.State, upgrading.Sentence));
    }

    [Fact]
    public async Task A_queue_that_waits_and_an_outcome_that_nobody_knows_are_told_with_how_long_it_has_lasted()
    {
        await NodeAsync("1.0");
        await Alerts.JobAsync(Channel, Desk.InHours(1));
        var asked = await Alerts.JobAsync(Channel, Desk.InHours(9));
        await Desk.OpenIntentAsync(asked);
        await Alerts.ChangeAsync(asked, found => found with { State = JobState.Publishing, Reason = JobReason.Settling });
        Desk.Time.Advance(TimeSpan.FromMinutes(63));

        var health = await Alerts.ReadHealth.RunAsync(Desk.WorkspaceId, Ct);

        var queue = Part(health, HealthPartName.Queue);
        Assert.Equal((HealthState.Down, "One post could have been taken up by a worker and was not, for 6 minutes at the longest."), (queue.State, queue.Sentence));
        var outcomes = Part(health, HealthPartName.Outcomes);
        Assert.Equal(HealthState.Degraded, outcomes.State);
        Assert.StartsWith("Nobody knows yet what became of one publish call, for 63 minutes", outcomes.Sentence, StringComparison.Ordinal);
        Assert.Equal(HealthState.Ok, Part(await Alerts.ReadHealth.RunAsync(Guid.NewGuid(), Ct), HealthPartName.Queue).State);
    }

    [Fact]
    public async Task A_post_that_needs_a_person_and_an_account_that_must_be_connected_again_are_told()
    {
        await NodeAsync("1.0");
        await Alerts.BreakAsync(await Alerts.JobAsync(Channel));
        await Alerts.ExecuteAsync("UPDATE channels SET state = 'reconnect' WHERE id = @Id", new { Channel.Id });

        var health = await Alerts.ReadHealth.RunAsync(Desk.WorkspaceId, Ct);

        Assert.Equal((HealthState.Degraded, "One post needs a person. The overview says what to do about each."), Of(Part(health, HealthPartName.Posts)));
        Assert.Equal((HealthState.Down, "Nothing is published on the account before it is connected again."), Of(Part(health, HealthPartName.Accounts)));
        var other = await Desk.ConnectAsync("1785");
        Assert.Equal((HealthState.Degraded, "Nothing is published on 1 of 2 accounts before it is connected again."), Of(Part(await Alerts.ReadHealth.RunAsync(Desk.WorkspaceId, Ct), HealthPartName.Accounts)));
        Assert.NotEqual(Channel.Id, other.Id);
    }

    [Fact]
    public async Task A_network_that_does_not_answer_twice_is_told_where_posts_are_due_on_it_and_until_it_answers()
    {
        var job = await Alerts.JobAsync(Channel, Desk.InHours(3));
        Alerts.Network.Answer = null;

        Assert.Empty(await Alerts.FindAsync(Alerts.NetworksSilent));
        Assert.Equal(HealthState.Degraded, (await NetworkAsync()).State);
        Desk.Time.Advance(TimeSpan.FromMinutes(1));
        var found = Assert.Single(await Alerts.FindAsync(Alerts.NetworksSilent));

        Assert.Equal((AlertKind.NetworkSilent, Desk.WorkspaceId, "instagram graph.example", "network_connect_failed", "Instagram does not answer"),
            (found.Kind, found.SubjectId, found.Occurrence, found.ErrorKind, found.Title));
        Assert.Contains("One post is due there within a day", found.Message, StringComparison.Ordinal);
        var network = await NetworkAsync();
        Assert.Equal((HealthState.Down, "graph.example has never answered (connect_failed). Posts wait inside their late window."), (network.State, network.Sentence));

        await Desk.BringToAsync(job, JobState.Published);
        Assert.Empty(await Alerts.FindAsync(Alerts.NetworksSilent));
        Alerts.Network.Answer = HttpStatusCode.BadRequest;
        await Alerts.FindAsync(Alerts.NetworksSilent);
        Assert.Equal(HealthState.Ok, (await NetworkAsync()).State);
    }

    [Fact]
    public async Task A_failure_of_the_network_is_no_answer_and_what_was_long_ago_says_nothing()
    {
        Alerts.Network.Answer = HttpStatusCode.BadGateway;
        await Alerts.FindAsync(Alerts.NetworksSilent);

        Assert.Equal("status_502", Assert.Single((await NetworkAsync()).Looks).Trouble);
        Desk.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HealthState.Unknown, (await NetworkAsync()).State);
    }

    [Fact]
    public async Task Nobody_is_asked_for_whom_no_account_publishes_and_each_host_is_asked_once()
    {
        await Desk.ConnectAsync("1785");
        await Alerts.FindAsync(Alerts.NetworksSilent);
        Assert.Equal([new Uri("https://graph.example/")], Alerts.Network.Asked);

        await Alerts.ExecuteAsync("UPDATE channels SET state = 'reconnect'", new { });
        await Alerts.FindAsync(Alerts.NetworksSilent);
        Assert.Single(Alerts.Network.Asked);

        Assert.Equal(0, await Alerts.Looks.PruneAsync(Desk.Clock.Now, Ct));
        Assert.Equal(1, await Alerts.Looks.PruneAsync(Desk.Clock.Now.AddMinutes(1), Ct));
    }

    [Fact]
    public async Task Tries_that_came_to_nothing_on_the_network_s_side_are_counted_for_half_an_hour()
    {
        var job = await Alerts.JobAsync(Channel);
        for (var i = 0; i < 5; i++) await FailAsync(job, "unavailable");
        await FailAsync(job, "rejected");

        Assert.Equal((HealthState.Degraded, 5), ((await NetworkAsync()).State, (await NetworkAsync()).Failures));
        Desk.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(0, (await NetworkAsync()).Failures);
    }

    private async Task<NetworkHealth> NetworkAsync() => Assert.Single((await Alerts.ReadHealth.RunAsync(Desk.WorkspaceId, Ct)).Networks);

    private Task<int> NodeAsync(string version) => Alerts.ExecuteAsync(
        "INSERT INTO nodes (incarnation, host, version, started_at, lease_until) VALUES (@Id, 'host', @Version, @At, @Until)",
        new { Id = Guid.NewGuid(), Version = version, At = Desk.Clock.Now, Until = Desk.Clock.Now.AddSeconds(15) });

    private Task<int> FailAsync(Job job, string outcome) => Alerts.ExecuteAsync(
        """
        INSERT INTO publish_attempts (id, job_id, round, number, step, outcome, counted, started_at, ended_at, node, epoch)
        VALUES (@Id, @JobId, 1, 1, 'publish', @Outcome, 1, @At, @At, @Id, 1)
        """, new { Id = Guid.CreateVersion7(Desk.Clock.Now), JobId = job.Id, Outcome = outcome, At = Desk.Clock.Now });

    private static HealthPart Part(PublishingHealth health, HealthPartName name) => health.Parts.Single(part => part.Name == name);

    private static (HealthState State, string Sentence) Of(HealthPart part) => (part.State, part.Sentence);

    private static (string Host, DateTimeOffset LookedAt, DateTimeOffset? GoodAt, string? Trouble) Of(NetworkLook look) => (look.Host, look.LookedAt, look.GoodAt, look.Trouble);
}

public sealed class SqlitePublishingHealthTests() : PublishingHealthContract(new SqliteTestDatabase());

public sealed class PostgresPublishingHealthTests() : PublishingHealthContract(new PostgresTestDatabase());
