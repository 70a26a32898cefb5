using Dapper;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Versions;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Posts;

/// <summary>What was approved beside what was sent, on one database.</summary>
public abstract class SentContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;
    private Post _post = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _channel = await _desk.ConnectAsync();
        var draft = await _desk.DraftAsync(_channel) with { Hashtags = ["one"], AltTexts = ["A cat"], Options = new PostOptions { FirstComment = "First!" } };
        _post = await _desk.CreateAsync(draft, _desk.InHours(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Before_the_first_call_it_tells_what_was_approved_and_by_whom()
    {
        var sent = await ReadAsync();

        Assert.Empty(sent.Parts);
        Assert.Equal((VersionKind.Scheduled, "Ann", "Hello\n\n#one"), (sent.Approved!.Version!.Kind, sent.Approved.Version.By, sent.Approved.Content.Caption));
    }

    [Fact]
    public async Task Each_part_is_told_with_what_its_call_was_made_with()
    {
        await CallAsync("post", 1, await HashAsync(), IntentOutcome.NotHappened);
        await CallAsync("post", 2, await HashAsync(), IntentOutcome.Happened);
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        await CallAsync("comment", 1, await HashAsync(), outcome: null);

        var sent = await ReadAsync();

        Assert.Equal([("post", IntentOutcome.Happened, "Hello\n\n#one", true), ("comment", (IntentOutcome?)null, "First!", true)],
            sent.Parts.Select(part => (part.Call.Part, part.Call.Outcome, part.Sent!.Text, part.IsAsApproved)));
        var file = Assert.Single(sent.Parts[0].Sent!.Media);
        Assert.Equal((_post.Draft.MediaIds[0], null, "aa".PadLeft(64, '0'), "A cat"), (file.MediaId, file.RenditionId, file.Sha256, file.AltText));
    }

    [Fact]
    public async Task What_was_sent_is_told_after_the_library_has_forgotten_it()
    {
        await CallAsync("post", 1, await HashAsync(), IntentOutcome.Happened);
        await ExecuteAsync("DELETE FROM media WHERE id = @Id", new { Id = _post.Draft.MediaIds[0] });

        Assert.Equal("Hello\n\n#one", Assert.Single((await ReadAsync()).Parts).Sent!.Text);
    }

    [Fact]
    public async Task A_post_from_before_this_was_kept_is_told_as_it_stands_or_not_at_all()
    {
        await CallAsync("post", 1, await HashAsync(), IntentOutcome.Happened);
        await ExecuteAsync("DELETE FROM post_versions WHERE post_id = @Id", new { _post.Id });

        var asItStands = await ReadAsync();
        await ExecuteAsync("UPDATE publish_intents SET content_hash = 'other'", new { });
        var changed = Assert.Single((await ReadAsync()).Parts);
        await ExecuteAsync("DELETE FROM media WHERE id = @Id", new { Id = _post.Draft.MediaIds[0] });
        var gone = await ReadAsync();

        Assert.Equal(("Hello\n\n#one", null), (asItStands.Approved!.Content.Caption, asItStands.Approved.Version));
        Assert.Equal("Hello\n\n#one", Assert.Single(asItStands.Parts).Sent!.Text);
        Assert.Equal((null, SentGap.ContentChanged, false), (changed.Sent, changed.Gap, changed.IsAsApproved));
        Assert.Equal((null, SentGap.MediaGone), (gone.Approved, Assert.Single(gone.Parts).Gap));
    }

    private async Task<SentJob> ReadAsync() => await _desk.ReadSent.RunAsync(await _desk.JobOfAsync(_post, _channel), Ct);

    private async Task<string> HashAsync() => (await _desk.JobOfAsync(_post, _channel)).ApprovedHash;

    private async Task CallAsync(string part, int number, string hash, IntentOutcome? outcome)
    {
        var now = _desk.Time.GetUtcNow();
        var job = await _desk.JobOfAsync(_post, _channel);
        await ExecuteAsync(
            """
            INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, content_hash, node, epoch, intent_at, deadline_at, outcome)
            VALUES (@Id, @JobId, @ChannelId, @Part, @Number, 'publish', @Hash, @Id, 1, @At, @At, @Outcome)
            """,
            new { Id = Guid.CreateVersion7(now), JobId = job.Id, job.ChannelId, Part = part, Number = number, Hash = hash, At = now, Outcome = outcome is { } known ? Words.Of(known) : null });
    }

    private async Task ExecuteAsync(string sql, object values) => await _desk.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(sql, values), Ct);
}

public sealed class SqliteSentTests() : SentContract(new SqliteTestDatabase());

public sealed class PostgresSentTests() : SentContract(new PostgresTestDatabase());
