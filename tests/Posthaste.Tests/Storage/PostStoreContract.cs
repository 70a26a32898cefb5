using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Variants;
using Posthaste.Posts.Versions;
using Posthaste.Storage;
using Posthaste.Tests.Jobs;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Storage;

/// <summary>What the post store must do on both databases.</summary>
public abstract class PostStoreContract(TestDatabase database) : StoreContract(database)
{
    private readonly Channel _channel = AChannel();

    private SqlPostStore Posts => new(Database);

    private SqlJobStore Jobs => new(Database);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await new SqlChannelStore(Database).AddAsync(_channel, new SealedTokens("sealed"), Ct);
        await Jobs.AddLanesAsync(_channel.Id, 3, Ct);
    }

    [Fact]
    public async Task A_post_comes_back_as_it_was_saved()
    {
        var post = APost() with { PlannedAt = Start.AddDays(1) };
        await Posts.AddAsync(post, Ct);
        AssertSame(post, await Posts.FindAsync(WorkspaceId, post.Id, Ct));

        var changed = post with
        {
            Version = 2,
            Title = "New",
            Draft = post.Draft with
            {
                Caption = "Grüße 🎉\nzwei",
                Hashtags = ["eins"],
                AltTexts = [null, "ein Bild"],
                MediaIds = [NewId(), NewId()],
                Options = new PostOptions { LocationId = "7", UserTags = [new UserTag("ann", 0.25, 0.1)], Collaborators = ["bob"] },
                Variants = [new PostVariant { ChannelId = _channel.Id, Caption = "", MediaIds = [NewId()], AltTexts = [null], Options = new OptionsVariant { FirstComment = "", UserTags = [] } }],
                LatePolicy = LatePolicy.Skip,
                LateMinutes = 5,
            },
            PlannedAt = null,
            Approval = ApprovalState.Approved,
            ApprovedHash = "hash",
            ApprovedBy = "Bob",
            ApprovedThrough = ApprovedThrough.Approval,
            ApprovalNote = "note",
            SubmittedBy = "Ann",
            SubmittedAt = Start.AddSeconds(30),
            ChangedBy = "Bob",
            UpdatedAt = Start.AddMinutes(1),
        };
        await Posts.SaveAsync(changed, Ct);

        AssertSame(changed, await Posts.FindAsync(WorkspaceId, post.Id, Ct));
        Assert.Null(await Posts.FindAsync(NewId(), post.Id, Ct));
        Assert.Null(await Posts.LockAsync(NewId(), post.Id, Ct));
    }

    [Fact]
    public async Task A_version_is_written_once()
    {
        var post = APost();
        await Posts.AddAsync(post, Ct);
        await Posts.SaveAsync(post with { Version = 2 }, Ct);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Posts.SaveAsync(post with { Version = 2, Title = "late" }, Ct));

        Assert.Equal(post.Title, (await Posts.FindAsync(WorkspaceId, post.Id, Ct))!.Title);
    }

    [Fact]
    public async Task A_deleted_post_is_found_only_by_its_jobs()
    {
        var post = APost();
        await Posts.AddAsync(post, Ct);

        await Posts.SaveAsync(post with { Version = 2, DeletedAt = Start }, Ct);

        Assert.Null(await Posts.FindAsync(WorkspaceId, post.Id, Ct));
        Assert.Null(await Posts.LockAsync(WorkspaceId, post.Id, Ct));
        Assert.Empty((await Posts.ListAsync(new PostQuery { WorkspaceId = WorkspaceId, Limit = 10 }, Ct)).Items);
        Assert.NotNull(await Posts.FindEvenDeletedAsync(post.Id, Ct));
    }

    [Fact]
    public async Task A_list_runs_from_new_to_old_and_pages_without_gap_or_repeat()
    {
        var added = new List<Guid>();
        foreach (var n in Enumerable.Range(0, 5))
        {
            var post = APost() with { Id = Guid.CreateVersion7(Start.AddMinutes(n)), Approval = n == 1 ? ApprovalState.Pending : ApprovalState.Draft };
            await Posts.AddAsync(n == 2 ? post with { Draft = post.Draft with { ChannelIds = [] } } : post, Ct);
            added.Insert(0, post.Id);
        }
        var query = new PostQuery { WorkspaceId = WorkspaceId, Limit = 2 };

        var first = await Posts.ListAsync(query, Ct);
        var second = await Posts.ListAsync(query with { After = first.Next }, Ct);
        var last = await Posts.ListAsync(query with { After = second.Next }, Ct);

        Assert.Equal(added, [.. first.Items.Concat(second.Items).Concat(last.Items).Select(post => post.Id)]);
        Assert.Null(last.Next);
        Assert.Equal([added[3]], Ids(await Posts.ListAsync(query with { Approval = ApprovalState.Pending }, Ct)));
        Assert.Equal(added.Where(id => id != added[2]), Ids(await Posts.ListAsync(query with { ChannelId = _channel.Id, Limit = 10 }, Ct)));
        Assert.Empty(Ids(await Posts.ListAsync(query with { WorkspaceId = NewId() }, Ct)));
    }

    [Fact]
    public async Task The_queue_runs_by_plan_with_the_unplanned_last_and_pages_without_gap_or_repeat()
    {
        var wanted = new List<Guid>();
        foreach (var (n, plan) in ((int, int?)[])[(0, null), (1, 3), (2, 1), (3, null), (4, 1)])
        {
            var post = APost() with { Id = Guid.CreateVersion7(Start.AddMinutes(n)), Approval = ApprovalState.Pending, PlannedAt = plan is { } hours ? Start.AddHours(hours) : null };
            await Posts.AddAsync(post, Ct);
            wanted.Add(post.Id);
        }
        await Posts.AddAsync(APost() with { PlannedAt = Start }, Ct);
        var query = new PostQuery { WorkspaceId = WorkspaceId, Approval = ApprovalState.Pending, Order = PostOrder.ByPlan, Limit = 1 };

        var found = new List<Guid>();
        for (var page = await Posts.ListAsync(query, Ct); ; page = await Posts.ListAsync(query with { After = page.Next, AfterPlannedAt = page.Items[^1].PlannedAt }, Ct))
        {
            found.AddRange(Ids(page));
            if (page.Next is null) break;
        }

        Assert.Equal([wanted[2], wanted[4], wanted[1], wanted[0], wanted[3]], found);
    }

    [Fact]
    public async Task Versions_come_back_as_they_were_newest_first_and_only_so_many_are_kept()
    {
        var post = APost();
        await Posts.AddAsync(post, Ct);
        var file = new SignedFile { MediaId = NewId(), RenditionId = NewId(), Sha256 = "aa", ContentType = "video/mp4", Bytes = 7, Width = 3, Height = 4, DurationMs = 5, AltText = "é" };
        var signed = new SignedContent { ChannelId = _channel.Id, Hash = "hash", Type = PostType.Reel, Caption = "Grüße 🎉", Media = [file], Cover = file with { RenditionId = null }, Options = new PostOptions { LocationId = "7" } };
        var first = new PostVersion { PostId = post.Id, Version = 1, Kind = VersionKind.Rejected, At = Start, By = "Ann", Note = "No", Draft = post.Draft with { Caption = "é" }, PlannedAt = Start.AddDays(1), Contents = [signed] };

        await Posts.AddVersionAsync(first, Ct);
        Assert.Equivalent(first, Assert.Single(await Posts.ListVersionsAsync(post.Id, Ct)), strict: true);
        for (var version = 2; version <= PostVersion.Kept + 3; version++) await Posts.AddVersionAsync(first with { Version = version, Kind = VersionKind.Submitted, Contents = [] }, Ct);

        var kept = await Posts.ListVersionsAsync(post.Id, Ct);
        Assert.Equal(Enumerable.Range(4, PostVersion.Kept).Reverse().Select(version => (long)version), kept.Select(version => version.Version));
        Assert.Empty(await Posts.ListVersionsAsync(NewId(), Ct));
    }

    [Fact]
    public async Task The_calendar_shows_jobs_at_their_due_time_and_plans_without_jobs()
    {
        var media = NewId();
        var scheduled = APost() with { Title = "scheduled", PlannedAt = Start };
        var planned = APost() with { Title = "planned", PlannedAt = Start.AddHours(5), Draft = APost().Draft with { MediaIds = [media] } };
        var cancelled = APost() with { Title = "cancelled", PlannedAt = Start.AddHours(6) };
        var deleted = APost() with { Title = "deleted", PlannedAt = Start.AddHours(6) };
        foreach (var post in new[] { scheduled, planned, cancelled, deleted }) await Posts.AddAsync(post, Ct);
        await AddJobAsync(scheduled, Start.AddHours(3), JobState.Ready);
        await AddJobAsync(cancelled, Start.AddHours(6), JobState.Cancelled);
        await AddJobAsync(deleted, Start.AddHours(6), JobState.Published);
        await Posts.SaveAsync(deleted with { Version = 2, DeletedAt = Start }, Ct);

        var entries = await Posts.ListCalendarAsync(WorkspaceId, Start.AddHours(1), Start.AddHours(7), 100, Ct);

        Assert.Equal(["scheduled", "planned", "cancelled"], entries.Select(entry => entry.Title));
        Assert.Equal((Start.AddHours(3), JobState.Ready, (Guid?)null), (entries[0].At, entries[0].State, entries[0].MediaId));
        Assert.Equal((Start.AddHours(5), (Guid?)null, media), (entries[1].At, entries[1].JobId, entries[1].MediaId));
        Assert.Equal([_channel.Id], entries[1].ChannelIds);
        Assert.Empty(await Posts.ListCalendarAsync(NewId(), Start, Start.AddDays(1), 100, Ct));
        Assert.Single(await Posts.ListCalendarAsync(WorkspaceId, Start.AddHours(3), Start.AddHours(5), 100, Ct));
    }

    [Fact]
    public async Task Media_is_on_its_way_until_the_last_job_with_it_is_over()
    {
        var (waiting, over, draft) = (NewId(), NewId(), NewId());
        foreach (var (media, state) in new[] { (waiting, JobState.NeedsAttention), (waiting, JobState.Published), (over, JobState.Published), (over, JobState.Cancelled), (draft, (JobState?)null) })
        {
            var post = APost() with { Draft = APost().Draft with { MediaIds = [media] } };
            await Posts.AddAsync(post, Ct);
            if (state is { } known) await AddJobAsync(post, Start, known);
        }

        Assert.True(await Posts.IsMediaOnItsWayAsync(waiting, Ct));
        Assert.False(await Posts.IsMediaOnItsWayAsync(over, Ct));
        Assert.False(await Posts.IsMediaOnItsWayAsync(draft, Ct));
    }

    [Fact]
    public async Task Media_is_in_use_while_a_job_of_its_post_has_something_to_do()
    {
        var media = NewId();
        var (waiting, over, draft) = (WithMedia("waiting"), WithMedia("over"), WithMedia("draft"));
        foreach (var post in new[] { waiting, over, draft }) await Posts.AddAsync(post, Ct);
        await AddJobAsync(waiting, Start.AddHours(3), JobState.NeedsAttention);
        await AddJobAsync(over, Start, JobState.Published);

        Assert.Equal([new PostUse(waiting.Id, "waiting", Start.AddHours(3))], await Posts.ListUsesAsync(media, Ct));
        Assert.Empty(await Posts.ListUsesAsync(NewId(), Ct));

        Post WithMedia(string title) => APost() with { Title = title, Draft = APost().Draft with { MediaIds = [media] } };
    }

    private static IEnumerable<Guid> Ids(PostPage page) => page.Items.Select(post => post.Id);

    // The draft has lists, which records compare by identity.
    private static void AssertSame(Post expected, Post? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Draft = actual.Draft }, actual);
        Assert.Equivalent(expected.Draft, actual.Draft, strict: true);
    }

    private Post APost() => new()
    {
        Id = NewId(),
        WorkspaceId = WorkspaceId,
        Title = "Title",
        Draft = new PostDraft { Type = PostType.Image, ChannelIds = [_channel.Id] },
        CreatedBy = "Ann",
        ChangedBy = "Ann",
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private Task AddJobAsync(Post post, DateTimeOffset due, JobState state) =>
        Jobs.AddAsync(TestJob.Of(post, _channel.Id, due, state), new JobEvent("job.scheduled", "Ann"), Start, Ct);
}

public sealed class SqlitePostStoreTests() : PostStoreContract(new SqliteTestDatabase());

public sealed class PostgresPostStoreTests() : PostStoreContract(new PostgresTestDatabase());
