using Posthaste.Alerts.Health;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Tests.Alerts;

/// <summary>R-OPS-3, R-JOB-8: what is said of nodes that are there, and of those that are missing.</summary>
public sealed class NodeHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_node_that_does_everything_is_enough() => Said(HealthState.Ok, "One node publishes, version 1.", Node(NodeRoles.All));

    [Fact]
    public void Nodes_of_all_roles_are_well() => Said(HealthState.Ok, "2 nodes publish, version 1.", Node(NodeRoles.Worker, broker: true), Node(NodeRoles.Worker, broker: true), Node(NodeRoles.Scheduler, broker: true));

    [Theory]
    [InlineData(NodeRoles.None)]
    [InlineData(NodeRoles.Scheduler)]
    public void Without_a_worker_nothing_goes_out(NodeRoles there) => Said(HealthState.Down, "Node:Role", there == NodeRoles.None ? [] : [Node(there)]);

    [Fact]
    public void Without_a_scheduler_it_is_said_what_does_not_happen() => Said(HealthState.Degraded, "no scheduler runs", Node(NodeRoles.Worker));

    [Fact]
    public void A_broker_that_is_away_is_named_and_keeps_no_post() => Said(HealthState.Degraded, "the broker does not answer one node", Node(NodeRoles.Worker, broker: false), Node(NodeRoles.Scheduler, broker: true));

    [Fact]
    public void Nodes_of_different_versions_are_named() => Said(HealthState.Degraded, "1, 2", Node(NodeRoles.Worker), Node(NodeRoles.Scheduler) with { Version = "2" });

    [Theory]
    [InlineData("all", NodeRoles.All)]
    [InlineData("worker", NodeRoles.Worker)]
    [InlineData("api, scheduler", NodeRoles.Api | NodeRoles.Scheduler)]
    [InlineData("api,scheduler,worker", NodeRoles.All)]
    [InlineData("", null)]
    [InlineData("api,", null)]
    [InlineData("all,api", null)]
    [InlineData("Worker", null)]
    public void Roles_are_words_with_commas(string text, NodeRoles? roles)
    {
        Assert.Equal(roles, NodeRoleWords.Read(text));
        if (roles is { } known) Assert.Equal(known, NodeRoleWords.Read(NodeRoleWords.Of(known)));
    }

    private static LiveNode Node(NodeRoles roles, bool? broker = null) => new("1", Now, roles, broker);

    private static void Said(HealthState state, string words, params LiveNode[] nodes)
    {
        var part = HealthRules.Engine(nodes);

        Assert.Equal(state, part.State);
        Assert.Contains(words, part.Sentence, StringComparison.Ordinal);
    }
}
