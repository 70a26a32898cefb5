using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Channels.Renewal;

/// <summary>What becomes of posts that waited for their account when it is connected again, on both databases.</summary>
public abstract class PutBackContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => Desk.Ct;

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
    public async Task What_a_network_refused_because_of_the_account_goes_on_once_inside_its_window()
    {
        var job = await RefusedAsync();
        _desk.Time.Advance(job.LateAt - _desk.Time.GetUtcNow());

        await _desk.ConnectAsync();
        var back = await FindAsync(job);
        await _desk.ConnectAsync();

        Assert.Equal((JobState.Scheduled, null, null), (back.State, back.Reason, back.LastError));
        Assert.Equal((job.DueAt, job.LateAt), (back.DueAt, back.LateAt));
        Assert.True(back.WakeAt <= _desk.Time.GetUtcNow());
        Assert.Equal(back, await FindAsync(job));
        Assert.Single(await _desk.KindsOfEventsAsync(job.Id), kind => kind == "job.put_back");
    }

    [Fact]
    public async Task A_post_that_is_not_due_yet_keeps_its_time()
    {
        var job = await RefusedAsync();

        await _desk.ConnectAsync();

        var back = await FindAsync(job);
        Assert.Equal((JobState.Scheduled, job.DueAt), (back.State, back.DueAt));
        Assert.InRange(back.WakeAt!.Value, _desk.Time.GetUtcNow(), job.DueAt);
    }

    [Fact]
    public async Task Outside_its_window_it_waits_for_a_person_and_says_so()
    {
        var job = await RefusedAsync();
        _desk.Time.Advance(job.LateAt - _desk.Time.GetUtcNow() + TimeSpan.FromMilliseconds(1));

        await _desk.ConnectAsync();
        await _desk.ConnectAsync();

        var missed = await FindAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Missed, null), (missed.State, missed.Reason, missed.WakeAt));
        Assert.Contains("late window", missed.LastError!.Message, StringComparison.Ordinal);
        Assert.Single(await _desk.KindsOfEventsAsync(job.Id), kind => kind == "job.needs_attention");
    }

    [Fact]
    public async Task What_waited_behind_the_closed_gate_is_woken_and_no_other_reason_is_touched()
    {
        var waiting = await JobAsync();
        await MoveAsync(waiting, job => job with { Reason = JobReason.WaitingAccount, WakeAt = job.LateAt });
        var content = await JobAsync();
        await _desk.BringToAsync(content, JobState.NeedsAttention, JobReason.Content);
        var cancelled = await JobAsync();
        await _desk.BringToAsync(cancelled, JobState.Cancelled);
        await DieAsync();

        await _desk.ConnectAsync();

        Assert.Equal((null, _desk.Time.GetUtcNow()), ((await FindAsync(waiting)).Reason, (await FindAsync(waiting)).WakeAt));
        Assert.Equal((JobState.NeedsAttention, JobReason.Content), ((await FindAsync(content)).State, (await FindAsync(content)).Reason));
        Assert.Equal(JobState.Cancelled, (await FindAsync(cancelled)).State);
    }

    [Fact]
    public async Task On_a_paused_channel_it_goes_back_and_waits_for_the_end_of_the_pause()
    {
        var job = await RefusedAsync();
        await _desk.PauseChannel.RunAsync(_desk.WorkspaceId, _channel.Id, "Ann", Ct);

        await _desk.ConnectAsync();

        Assert.Equal(JobState.Scheduled, (await FindAsync(job)).State);
        Assert.Equal(Gate.Paused, await _desk.GateOfAsync(_channel));
    }

    [Fact]
    public async Task What_a_person_has_dealt_with_or_nobody_knows_the_outcome_of_stays()
    {
        var open = await RefusedAsync();
        await _desk.OpenIntentAsync(open);
        var other = await _desk.ConnectAsync("1785");
        var elsewhere = await JobAsync(other);
        await _desk.BringToAsync(elsewhere, JobState.NeedsAttention, JobReason.Reconnect);

        await _desk.ConnectAsync();

        Assert.Equal(JobReason.Reconnect, (await FindAsync(open)).Reason);
        Assert.Equal(JobReason.Reconnect, (await FindAsync(elsewhere)).Reason);
    }

    private async Task<Job> RefusedAsync()
    {
        var job = await JobAsync();
        await _desk.BringToAsync(job, JobState.NeedsAttention, JobReason.Reconnect);
        await DieAsync();
        return await FindAsync(job);
    }

    private async Task DieAsync()
    {
        var error = new PlatformError { Kind = ErrorKind.ReconnectAccount, Code = "190", Message = "The access has ended." };
        Assert.True(await _desk.Accounts.ReportDeadTokenAsync((await _desk.Accounts.FindAsync(_channel.Id, Ct))!, error, Ct));
    }

    private async Task<Job> JobAsync(Channel? channel = null)
    {
        channel ??= _channel;
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(4));
        return await _desk.JobOfAsync(post, channel);
    }

    private async Task<Job> FindAsync(Job job) => (await _desk.Jobs.FindAsync(job.Id, Ct))!;

    private async Task MoveAsync(Job job, Func<Job, Job> change) =>
        Assert.IsType<MoveResult.Moved>(await _desk.Jobs.MoveAsync(job.Id, found => new Move.To(change(found.Job), new JobEvent("job.moved", "test")), _desk.Clock.Now, Ct));
}

public sealed class SqlitePutBackTests() : PutBackContract(new SqliteTestDatabase());

public sealed class PostgresPutBackTests() : PutBackContract(new PostgresTestDatabase());
