using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Readiness;
using Posthaste.Storage;

namespace Posthaste.Tests.Posts.Readiness;

/// <summary>What is told when a post is saved and scheduled, and what then holds its job back.</summary>
public sealed class AheadOfTimeTests : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => Desk.Ct;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _channel = await _desk.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_post_is_scheduled_with_warnings_of_what_there_is_time_to_mend()
    {
        _desk.Address = new PublicAddress(new Uri("http://192.168.1.2"));
        _desk.Platform.Scopes = ["publish"];
        await _desk.Channels.SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(5), Scopes = ["read"] }, Ct);

        var saved = Assert.IsType<PostResult.Saved>(await CreateAsync(_desk.InHours(4)));

        Assert.Equal(["token_expires", "scope_missing", "public_url_private"], saved.Warnings.Select(warning => warning.Code));
        Assert.All(saved.Warnings, warning => Assert.False(warning.Blocks));
        Assert.Equal(JobState.Scheduled, Assert.Single(await _desk.JobsOfAsync(saved.Post)).State);
    }

    [Fact]
    public async Task A_token_that_ends_after_the_late_window_is_no_matter()
    {
        await _desk.Channels.SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(7) }, Ct);

        Assert.Empty(Assert.IsType<PostResult.Saved>(await CreateAsync(_desk.InHours(4))).Warnings);
        Assert.Equal(["token_expires"], Assert.IsType<PostResult.Saved>(await CreateAsync(_desk.InHours(6))).Warnings.Select(warning => warning.Code));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task The_public_address_is_no_matter_for_a_network_on_this_machine_nor_where_media_is_uploaded(bool onThisMachine, bool fetches)
    {
        _desk.Address = new PublicAddress(new Uri("http://127.0.0.1:5080"));
        (_desk.Platform.IsOnThisMachine, _desk.Platform.FetchesMedia) = (onThisMachine, fetches);

        Assert.Empty(Assert.IsType<PostResult.Saved>(await CreateAsync(_desk.InHours(4))).Warnings);
    }

    [Fact]
    public async Task The_same_holds_the_job_back_and_says_who_can_mend_it()
    {
        _desk.Platform.Scopes = ["publish"];
        var job = await ScheduleAsync();
        await _desk.Channels.SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(3), Scopes = ["read"] }, Ct);
        _desk.Platform.Findings = [new Finding("caption_too_long", "caption", "Too long."), new Finding("many_hashtags", "caption", "A hint.", Blocks: false)];

        var found = await CheckAsync(job);

        Assert.Equal(
            [("caption_too_long", ErrorKind.FixContent), ("media_missing", ErrorKind.FixContent), ("token_expires", ErrorKind.ReconnectAccount), ("scope_missing", ErrorKind.ReconnectAccount)],
            found.Select(error => (error.Code!, error.Kind)));
    }

    [Fact]
    public async Task A_post_that_changed_behind_its_job_is_not_as_approved()
    {
        var job = await ScheduleAsync();

        Assert.Contains("not_as_approved", (await CheckAsync(job with { ApprovedHash = "another" })).Select(error => error.Code));
        Assert.DoesNotContain("not_as_approved", (await CheckAsync(job)).Select(error => error.Code));
    }

    [Fact]
    public async Task A_post_or_media_that_is_gone_is_found()
    {
        var job = await ScheduleAsync();
        var media = (await _desk.Posts.FindAsync(_desk.WorkspaceId, job.PostId, Ct))!.Draft.MediaIds[0];

        await _desk.Media.DeleteAsync(_desk.WorkspaceId, media, Ct);
        Assert.Equal(["media_missing"], (await CheckAsync(job)).Select(error => error.Code));
        await _desk.DeletePost.RunAsync(_desk.WorkspaceId, job.PostId, null, "Ann", Ct);
        Assert.Equal(["post_missing"], (await CheckAsync(job)).Select(error => error.Code));
    }

    [Theory]
    [InlineData(ChannelState.Disconnected, "channel_disconnected")]
    [InlineData(ChannelState.Reconnect, "channel_needs_reconnect")]
    [InlineData(ChannelState.Paused, null)]
    public async Task An_account_that_is_not_connected_blocks_and_a_pause_does_not(ChannelState state, string? code)
    {
        var job = await ScheduleAsync();
        var channel = _channel with { State = state };
        await (state == ChannelState.Disconnected ? _desk.Channels.SaveAsync(channel, null, Ct) : _desk.Channels.SaveAsync(channel, Ct));

        var found = (await CheckAsync(job)).Where(error => error.Kind == ErrorKind.ReconnectAccount).Select(error => error.Code);

        Assert.Equal(code is null ? [] : [code], found);
    }

    [Fact]
    public async Task Each_channel_is_looked_at_by_itself()
    {
        var other = await _desk.ConnectAsync("1785");
        await _desk.Channels.SaveAsync(other with { TokenExpiresAt = _desk.InHours(3) }, Ct);
        var post = Desk.Saved(await _desk.CreatePost.RunAsync(
            new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = await _desk.DraftAsync(_channel, other), At = _desk.InHours(4), Force = true }, "Ann", Ct));

        var readiness = (await _desk.CheckPostReadiness.RunAsync(_desk.WorkspaceId, post.Id, Ct))!;

        Assert.Equal([_channel.Id, other.Id], readiness.Channels.Select(channel => channel.ChannelId));
        Assert.Equal([false, true], readiness.Channels.Select(channel => channel.Fails(ReadinessRules.Token)));
        Assert.Null(await _desk.CheckPostReadiness.RunAsync(Guid.NewGuid(), post.Id, Ct));
    }

    [Fact]
    public async Task A_draft_is_looked_at_as_if_it_went_out_now()
    {
        await _desk.Channels.SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(1) }, Ct);
        var draft = await _desk.CreateAsync(await _desk.DraftAsync(_channel) with { LateMinutes = 30 });
        var late = await _desk.CreateAsync(await _desk.DraftAsync(_channel) with { LateMinutes = 90 });

        Assert.DoesNotContain(await FindingsAsync(draft), finding => finding.Code == "token_expires");
        Assert.False(Assert.Single(await FindingsAsync(late), finding => finding.Code == "token_expires").Blocks);
        await _desk.Channels.SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(0) }, Ct);
        Assert.True(Assert.Single(await FindingsAsync(draft), finding => finding.Code == "token_expires").Blocks);
    }

    [Fact]
    public async Task A_limit_that_ends_after_the_late_window_holds_a_post_back_and_a_shorter_wait_is_a_hint()
    {
        _desk.Platform.Limits = new PlatformLimits { PostsPerDay = 1 };
        await _desk.OpenIntentAsync(await ScheduleAsync());
        var job = await ScheduleAsync();

        var held = await AskAsync(job);
        var waits = await AskAsync(job with { LateAt = job.DueAt.AddDays(1) });

        Assert.Contains(("quota_exceeded", ErrorKind.WaitUntil), held.Errors.Select(error => (error.Code!, error.Kind)));
        Assert.False(Assert.Single(waits.Findings, finding => finding.Code == "quota_exceeded").Blocks);
    }

    [Fact]
    public async Task A_post_whose_time_has_come_is_held_back_by_a_limit_only_where_the_network_has_said_so_of_late()
    {
        _desk.Platform.Limits = new PlatformLimits { PostsPerDay = 1 };
        await _desk.OpenIntentAsync(await ScheduleAsync());
        var job = await ScheduleAsync() with { DueAt = _desk.In(TimeSpan.FromMinutes(10)), LateAt = _desk.In(TimeSpan.FromMinutes(40)) };

        var guessed = await AskAsync(job);
        await new SqlLimitStore(_desk.Database).SaveQuotaAsync(_channel.Id, new QuotaNote(1, 1, null, _desk.Clock.Now), Ct);
        var known = await AskAsync(job);

        Assert.False(Assert.Single(guessed.Findings, finding => finding.Code == "quota_exceeded").Blocks);
        Assert.True(Assert.Single(known.Findings, finding => finding.Code == "quota_exceeded").Blocks);
    }

    private async Task<IEnumerable<Finding>> FindingsAsync(Post post) =>
        Assert.Single((await _desk.CheckPostReadiness.RunAsync(_desk.WorkspaceId, post.Id, Ct))!.Channels).Findings;

    private Task<ChannelReadiness> AskAsync(Job job) => _desk.Readiness.RunAsync(new ReadinessQuestion { Job = job, HostUntil = job.LateAt }, Ct);

    private async Task<IReadOnlyList<PlatformError>> CheckAsync(Job job) => await new PostPreflight(_desk.Readiness).CheckAsync(job, Ct);

    private async Task<PostResult> CreateAsync(DateTimeOffset at) =>
        await _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = await _desk.DraftAsync(_channel), At = at, Force = true }, "Ann", Ct);

    private async Task<Job> ScheduleAsync() => Assert.Single(await _desk.JobsOfAsync(Desk.Saved(await CreateAsync(_desk.InHours(4)))));
}
