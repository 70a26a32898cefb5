using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Readiness;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Tests.Posts;

/// <summary>What a plan does to channels and posts, on one database. Instagram is what the small plan locks: the desk has no other network.</summary>
public abstract class ChangePlanContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _desk.PlansOptions = new PlansOptions { Enabled = true, Catalogue = [new Plan { Name = "small", Platforms = ["telegram"] }, new Plan { Name = "full" }] };
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_workspace_starts_with_everything_and_a_locked_network_can_be_neither_connected_nor_scheduled()
    {
        var channel = await _desk.ConnectAsync();
        var draft = await _desk.CreateAsync(await _desk.DraftAsync(channel));
        await ChangeAsync("small");

        var connected = await _desk.ConnectChannel.RunAsync(
            new ConnectRequest { WorkspaceId = _desk.WorkspaceId, Platform = "instagram", AccessToken = new Secret("t") }, "Ann", Ct);
        var scheduled = await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, draft.Id, _desk.InHours(3), force: true, "Ann", Ct);
        var published = await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, draft.Id, force: false, "Ann", Ct);

        Assert.Equal("full", Assert.IsType<ConnectChannelResult.PlanRequired>(connected).Needed.Needed);
        Assert.Equal(new PostResult.NotAllowed("plan_required", "The plan small does not include instagram. It needs the plan full."), scheduled);
        Assert.Equal("plan_required", Assert.IsType<PostResult.NotAllowed>(published).Code);
        Assert.True((await _desk.CheckPostReadiness.RunAsync(_desk.WorkspaceId, draft.Id, Ct))!.Channels[0].Fails(ReadinessRules.Plan));
    }

    [Fact]
    public async Task A_draft_for_a_locked_network_can_be_written_with_a_hint()
    {
        var channel = await _desk.ConnectAsync();
        await ChangeAsync("small");

        var saved = await _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = await _desk.DraftAsync(channel) }, "Ann", Ct);

        Assert.Contains(Assert.IsType<PostResult.Saved>(saved).Warnings, finding => finding.Code == "plan_required");
    }

    [Fact]
    public async Task A_smaller_plan_has_waiting_jobs_looked_at_at_once_and_a_larger_one_again()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(100));
        var before = await _desk.JobOfAsync(post, channel);
        Assert.True(before.WakeAt > _desk.Clock.Now);

        await ChangeAsync("small");

        var job = await _desk.JobOfAsync(post, channel);
        Assert.Equal((JobState.Scheduled, _desk.Clock.Now, before.DueAt, before.ApprovedHash), (job.State, job.WakeAt!.Value, job.DueAt, job.ApprovedHash));
        var found = await new PostPreflight(_desk.Readiness).CheckAsync(job, Ct);
        Assert.Contains(found, error => error is { Code: "plan_required", Kind: ErrorKind.RetryLater });

        await ChangeAsync("full");

        Assert.DoesNotContain(await new PostPreflight(_desk.Readiness).CheckAsync(job, Ct), error => error.Code == "plan_required");
        Assert.Equal(["workspace.plan_changed", "workspace.plan_changed"], (await _desk.KindsOfEventsAsync(_desk.WorkspaceId)).Where(kind => kind.StartsWith("workspace.plan", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Only_plans_of_the_catalogue_can_be_chosen_and_only_where_plans_are_on()
    {
        Assert.Equal(["small", "full"], Assert.IsType<ChangePlanResult.UnknownPlan>(await _desk.ChangePlan.RunAsync(_desk.WorkspaceId, "gold", "Ann", Ct)).Known);
        Assert.IsType<ChangePlanResult.NotFound>(await _desk.ChangePlan.RunAsync(Guid.NewGuid(), "full", "Ann", Ct));
        _desk.PlansOptions = new PlansOptions();
        Assert.IsType<ChangePlanResult.PlansAreOff>(await _desk.ChangePlan.RunAsync(_desk.WorkspaceId, "full", "Ann", Ct));
    }

    private async Task ChangeAsync(string plan) =>
        Assert.Equal(plan, Assert.IsType<ChangePlanResult.Changed>(await _desk.ChangePlan.RunAsync(_desk.WorkspaceId, plan, "Ann", Ct)).Workspace.Plan);
}

public sealed class SqliteChangePlanTests() : ChangePlanContract(new SqliteTestDatabase());

public sealed class PostgresChangePlanTests() : ChangePlanContract(new PostgresTestDatabase());
