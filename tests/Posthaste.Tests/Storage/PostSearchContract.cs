using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Storage;
using Posthaste.Tests.Jobs;

namespace Posthaste.Tests.Storage;

/// <summary>Posts are found by their words and by how their jobs stand, on both databases: R-UI-1.</summary>
public abstract class PostSearchContract(TestDatabase database) : StoreContract(database)
{
    private readonly Channel _channel = AChannel();
    private readonly Channel _other = AChannel("1785");
    private int _made;

    private SqlPostStore Posts => new(Database);

    private SqlJobStore Jobs => new(Database);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var channel in new[] { _channel, _other })
        {
            await new SqlChannelStore(Database).AddAsync(channel, new SealedTokens("sealed"), Ct);
            await Jobs.AddLanesAsync(channel.Id, 3, Ct);
        }
    }

    [Theory]
    [InlineData("BREAD", "loaf")]
    [InlineData("read of the d", "loaf")]
    [InlineData("grüsse", "greetings")]
    [InlineData("GRÜSSE AUS", "greetings")]
    [InlineData("ПРИВЕТ", "greetings")]
    [InlineData("🎉", "greetings")]
    [InlineData("100%", "signs")]
    [InlineData("a_b", "signs")]
    [InlineData("[x]*?", "signs")]
    [InlineData(@"c:\d", "signs")]
    [InlineData("(.^$)", "signs")]
    [InlineData("second line", "signs")]
    [InlineData("OTHE", "other")]
    public async Task A_text_is_found_in_titles_and_captions_whatever_the_case_of_its_letters(string search, string expected)
    {
        await AddAsync("loaf", "Bread of the day");
        await AddAsync("other", "Nothing of it here");
        await AddAsync("greetings", "Grüsse aus dem Süden. Привет! 🎉");
        await AddAsync("signs", "100% a_b [x]*? c:\\d (.^$) \"quoted\"\nSecond line");

        var found = (await ListAsync(query => query with { Search = search })).Items.Select(post => post.Title);

        Assert.Equal([expected], found);
    }

    [Theory]
    [InlineData("100_")]
    [InlineData("a.b")]
    [InlineData("*")]
    [InlineData("caption")]
    [InlineData("u00fc")]
    public async Task What_stands_for_something_else_in_a_pattern_or_only_in_the_database_is_not_found(string search)
    {
        await AddAsync("Signs", "100% ab grün");

        Assert.Empty((await ListAsync(query => query with { Search = search })).Items);
    }

    [Fact]
    public async Task A_caption_with_a_character_that_a_database_cannot_take_hides_no_other_post()
    {
        await AddAsync("first", "Broken \0 bread");
        await AddAsync("second", "Whole bread");

        Assert.Contains("second", (await ListAsync(query => query with { Search = "whole" })).Items.Select(post => post.Title));
    }

    [Fact]
    public async Task Posts_with_a_job_in_one_of_the_states_are_listed_once_each()
    {
        var (waits, half, live, _) = (await AddAsync("waits"), await AddAsync("half"), await AddAsync("live"), await AddAsync("draft"));
        await AddJobAsync(waits, _channel, JobState.Scheduled);
        await AddJobAsync(half, _channel, JobState.Published);
        await AddJobAsync(half, _other, JobState.NeedsAttention);
        await AddJobAsync(live, _channel, JobState.Published);
        await AddJobAsync(live, _other, JobState.Published);

        Assert.Equal(["live", "half"], await TitlesAsync(JobState.Published));
        Assert.Equal(["half", "waits"], await TitlesAsync(JobState.Scheduled, JobState.NeedsAttention));
        Assert.Empty(await TitlesAsync(JobState.Failed));
        Assert.Equal(["half"], (await ListAsync(query => query with { States = [JobState.Published], Search = "half" })).Items.Select(post => post.Title));
    }

    [Fact]
    public async Task The_latest_plan_first_pages_without_gap_or_repeat_and_ends_with_what_has_none()
    {
        foreach (var (title, hours) in ((string, int?)[])[("a", null), ("b", 3), ("c", 1), ("d", null), ("e", 1)])
            await Posts.AddAsync(APost(title, "") with { PlannedAt = hours is { } at ? Start.AddHours(at) : null }, Ct);
        var query = new PostQuery { WorkspaceId = WorkspaceId, Order = PostOrder.LatestPlanFirst, Limit = 1 };

        var found = new List<string>();
        for (var page = await Posts.ListAsync(query, Ct); ; page = await Posts.ListAsync(query with { After = page.Next, AfterPlannedAt = page.Items[^1].PlannedAt }, Ct))
        {
            found.AddRange(page.Items.Select(post => post.Title));
            if (page.Next is null) break;
        }

        Assert.Equal(["b", "e", "c", "d", "a"], found);
    }

    private async Task<IEnumerable<string>> TitlesAsync(params JobState[] states) => (await ListAsync(query => query with { States = states })).Items.Select(post => post.Title);

    private Task<PostPage> ListAsync(Func<PostQuery, PostQuery> with) => Posts.ListAsync(with(new PostQuery { WorkspaceId = WorkspaceId, Limit = 10 }), Ct);

    private async Task<Post> AddAsync(string title, string caption = "")
    {
        var post = APost(title, caption);
        await Posts.AddAsync(post, Ct);
        return post;
    }

    private Post APost(string title, string caption) => new()
    {
        Id = Guid.CreateVersion7(Start.AddSeconds(_made++)),
        WorkspaceId = WorkspaceId,
        Title = title,
        Draft = new PostDraft { Type = PostType.Image, ChannelIds = [_channel.Id], Caption = caption },
        CreatedBy = "Ann",
        ChangedBy = "Ann",
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private Task AddJobAsync(Post post, Channel channel, JobState state) =>
        Jobs.AddAsync(TestJob.Of(post, channel.Id, Start.AddHours(1), state), new JobEvent("job.scheduled", "Ann"), Start, Ct);
}

public sealed class SqlitePostSearchTests() : PostSearchContract(new SqliteTestDatabase());

public sealed class PostgresPostSearchTests() : PostSearchContract(new PostgresTestDatabase());
