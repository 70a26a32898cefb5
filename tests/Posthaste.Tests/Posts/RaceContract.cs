using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Posts;

/// <summary>What two people at once must not be able to do, on both databases.</summary>
public abstract class RaceContract(TestDatabase database) : IAsyncLifetime
{
    private const int AtOnce = 6;

    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync(database: database);

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_account_connected_at_once_by_several_is_one_channel()
    {
        var request = new ConnectRequest { WorkspaceId = _desk.WorkspaceId, Platform = "instagram", AccessToken = new Secret("t") };

        var results = await TogetherAsync(_ => _desk.ConnectChannel.RunAsync(request, "Ann", Ct));

        var connected = results.Select(result => Assert.IsType<ConnectChannelResult.Connected>(result)).ToList();
        Assert.Single(connected, result => result.IsNew);
        Assert.Single(connected.Select(result => result.Channel.Id).Distinct());
    }

    [Fact]
    public async Task Of_several_edits_of_one_version_one_wins()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()), _desk.InHours(1));

        var results = await TogetherAsync(n =>
            _desk.RevisePost.RunAsync(_desk.WorkspaceId, post.Id, draft => draft with { Caption = $"Words {n}" }, post.Version, force: false, $"Person {n}", Ct));

        var saved = Assert.IsType<PostResult.Saved>(Assert.Single(results, result => result is PostResult.Saved)).Post;
        Assert.Equal(AtOnce - 1, results.Count(result => result is PostResult.Conflict));
        var job = Assert.Single(await _desk.JobsOfAsync(post));
        Assert.Equal((await _desk.Contents.LoadAsync(job, null, Ct))!.Hash, job.ApprovedHash);
        Assert.Equal(saved.Draft.Caption, (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!.Draft.Caption);
    }

    [Fact]
    public async Task Scheduling_editing_and_unscheduling_at_once_leave_jobs_that_match_the_post()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(second, first));

        await TogetherAsync(n => (n % 3) switch
        {
            0 => _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(1 + n), true, "Ann", Ct),
            1 => _desk.ReviseAsync(post, draft => draft with { Caption = $"Words {n}" }),
            _ => _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct),
        });

        var jobs = await _desk.JobsOfAsync(post);
        var now = (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!;
        Assert.True(jobs.Count <= 2);
        foreach (var job in jobs.Where(job => job.State == JobState.Scheduled))
        {
            Assert.Equal(now.PlannedAt, job.DueAt);
            Assert.Equal((await _desk.Contents.LoadAsync(job, null, Ct))!.Hash, job.ApprovedHash);
        }
        Assert.Equal(now.PlannedAt is null, jobs.All(job => job.State == JobState.Cancelled));
    }

    [Fact]
    public async Task Posts_that_share_channels_and_pauses_do_not_lock_each_other_out()
    {
        var channels = new List<Channel>();
        foreach (var n in Enumerable.Range(1, 4)) channels.Add(await _desk.ConnectAsync($"{n}"));
        var posts = new List<Post>();
        foreach (var n in Enumerable.Range(0, AtOnce))
        {
            // Each begins with a job on another channel, so that existing jobs and new ones mix in every order.
            var post = await _desk.CreateAsync(await _desk.DraftAsync(channels[n % 4]), _desk.InHours(1));
            posts.Add(post);
        }

        var results = await TogetherAsync(async n =>
        {
            if (n == 0) return (object)await _desk.PauseChannel.RunAsync(_desk.WorkspaceId, channels[3].Id, "Ann", Ct);
            var all = channels.Select(channel => channel.Id).ToList();
            if (n % 2 == 0) all.Reverse();
            return await _desk.ReviseAsync(posts[n], draft => draft with { ChannelIds = all });
        });

        Assert.IsType<ChannelResult.Changed>(results[0]);
        Assert.All(results[1..], result => Assert.IsType<PostResult.Saved>(result));
        foreach (var post in posts[1..]) Assert.Equal(4, (await _desk.JobsOfAsync(post)).Count);
    }

    private static Task<T[]> TogetherAsync<T>(Func<int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(n => Task.Run(() => act(n), Ct)));
}

public sealed class SqliteRaceTests() : RaceContract(new SqliteTestDatabase());

public sealed class PostgresRaceTests() : RaceContract(new PostgresTestDatabase());
