using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Tests.Planning;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Posts;

/// <summary>Another time for the job of one channel, on both databases. The clock stands at Wednesday, 2026-07-29 10:00 UTC.</summary>
public abstract class RescheduleJobContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_close_post_on_the_jobs_own_channel_is_a_conflict_unless_forced()
    {
        var other = await _desk.ConnectAsync("2");
        var near = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(1));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel, other), _desk.InHours(5));
        var (here, there) = (await _desk.JobOfAsync(post, _channel), await _desk.JobOfAsync(post, other));

        var refused = Refused(await RescheduleAsync(here, _desk.In(TimeSpan.FromMinutes(74))));

        Assert.Equal(("conflict", near.Id), (refused.Code, refused.OtherPostId));
        Assert.Equal(here.DueAt, (await _desk.JobOfAsync(post, _channel)).DueAt);
        Assert.Equal(_desk.InHours(1), Moved(await RescheduleAsync(there, _desk.InHours(1))).DueAt);
        Assert.Equal(_desk.In(TimeSpan.FromMinutes(75)), Moved(await RescheduleAsync(here, _desk.In(TimeSpan.FromMinutes(75)))).DueAt);
        Assert.Equal(_desk.InHours(1), Moved(await RescheduleAsync(here, _desk.InHours(1), force: true)).DueAt);
        Assert.Equal(_desk.InHours(5), (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!.PlannedAt);
    }

    [Fact]
    public async Task The_time_of_a_job_that_is_about_to_go_out_is_locked_unless_forced()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.In(TimeSpan.FromMinutes(4)));
        var job = await _desk.JobOfAsync(post, _channel);

        Assert.Equal("locked", Refused(await RescheduleAsync(job, _desk.InHours(1))).Code);
        Assert.Equal(_desk.InHours(1), Moved(await RescheduleAsync(job, _desk.InHours(1), force: true)).DueAt);
    }

    [Fact]
    public async Task What_the_state_refuses_is_said_and_not_a_conflict()
    {
        await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(1));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5));
        var job = await _desk.JobOfAsync(post, _channel);

        await _desk.BringToAsync(job, JobState.Published);
        Assert.Equal("already_published", Refused(await RescheduleAsync(job, _desk.InHours(1))).Code);
        await _desk.BringToAsync(job, JobState.Cancelled);
        Assert.Equal("cancelled", Refused(await RescheduleAsync(job, _desk.InHours(1))).Code);
        Assert.Equal("cancelled", Refused(await RescheduleAsync(job, _desk.InHours(9), force: true)).Code);
    }

    [Fact]
    public async Task A_job_of_a_deleted_post_or_of_another_workspace_gets_no_other_time()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5));
        var job = await _desk.JobOfAsync(post, _channel);

        Assert.IsType<MoveResult.NotFound>(await _desk.RescheduleJob.RunAsync(job.Id, job.Id, _desk.InHours(7), force: true, "Ann", Ct));
        Assert.IsType<MoveResult.NotFound>(await _desk.RescheduleJob.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(7), force: true, "Ann", Ct));
        await _desk.DeletePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Ann", Ct);
        Assert.Equal("cancelled", Refused(await RescheduleAsync(job, _desk.InHours(7))).Code);
    }

    [Fact]
    public async Task Sentences_tell_times_by_the_clock_of_the_workspace()
    {
        await _desk.UpdateWorkspace.RunAsync(_desk.WorkspaceId, workspace => workspace with { TimeZone = "Europe/Berlin" }, "Ann", Ct);
        var soon = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.In(TimeSpan.FromMinutes(4)));
        await _desk.CreateAsync(await _desk.DraftAsync(_channel), new DateTimeOffset(2027, 3, 3, 17, 0, 0, TimeSpan.Zero));
        var job = await _desk.JobOfAsync(soon, _channel);

        var locked = Refused(await RescheduleAsync(job, _desk.InHours(1)));
        await _desk.BringToAsync(job, JobState.Failed);
        var conflict = Refused(await RescheduleAsync(job, new DateTimeOffset(2027, 3, 3, 17, 10, 0, TimeSpan.Zero)));

        Assert.Contains("at 12:04 on 29 July, Europe/Berlin,", locked.Message, StringComparison.Ordinal);
        Assert.Contains("due at 18:00 on 3 March 2027, Europe/Berlin,", conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_and_a_post_that_takes_the_next_slot_never_share_a_time()
    {
        var planning = new PlanningDesk(_desk);
        await planning.SlotAsync(_channel, "18:00");
        var place = new DateTimeOffset(2026, 7, 29, 18, 0, 0, TimeSpan.Zero);
        for (var round = 0; round < 6; round++)
        {
            var moved = await _desk.JobOfAsync(await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(2000 + round)), _channel);
            var taking = await _desk.CreateAsync(await _desk.DraftAsync(_channel));

            var (rescheduled, taken) = (Task.Run(() => RescheduleAsync(moved, place.AddDays(round)), Ct), Task.Run(() => planning.TakeAsync(taking), Ct));

            var (at, job) = (Desk.Saved(await taken).PlannedAt, await rescheduled);
            // Whoever came first has it. The other takes the next day's, or is told.
            if (job is MoveResult.Moved) Assert.Equal(place.AddDays(round + 1), at);
            else Assert.Equal((place.AddDays(round), "conflict"), (at, Refused(job).Code));
            if (job is MoveResult.Moved) await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, taking.Id, "Ann", Ct);
        }
    }

    private static MoveResult.Refused Refused(MoveResult result) => Assert.IsType<MoveResult.Refused>(result);

    private static Job Moved(MoveResult result) => Assert.IsType<MoveResult.Moved>(result).Job;

    private Task<MoveResult> RescheduleAsync(Job job, DateTimeOffset at, bool force = false) => _desk.RescheduleJob.RunAsync(_desk.WorkspaceId, job.Id, at, force, "Ann", Ct);
}

public sealed class SqliteRescheduleJobTests() : RescheduleJobContract(new SqliteTestDatabase());

public sealed class PostgresRescheduleJobTests() : RescheduleJobContract(new PostgresTestDatabase());
