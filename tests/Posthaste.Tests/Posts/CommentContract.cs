using Posthaste.Posts;
using Posthaste.Posts.Comments;
using Posthaste.Storage;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Posts;

/// <summary>What people say to each other about a post, on one database.</summary>
public abstract class CommentContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly CommentAuthor Ann = new(Guid.CreateVersion7(TestDatabase.Start), "ann@example.com");
    private static readonly CommentAuthor Bob = new(Guid.CreateVersion7(TestDatabase.Start), "bob@example.com");

    private Desk _desk = null!;
    private Post _post = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SqlCommentStore Comments => new(_desk.Database);

    private SqlMembershipStore Memberships => new(_desk.Database);

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _post = await _desk.CreateAsync(await _desk.DraftAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Comments_come_back_oldest_first_and_page_without_gap_or_repeat()
    {
        var first = await AddedAsync("One");
        var second = await AddedAsync("Two", replyTo: first.Id);
        _desk.Time.Advance(TimeSpan.FromMinutes(1));
        var third = await AddedAsync("Three", author: Bob);

        var all = await Comments.ListAsync(_post.Id, after: null, 10, Ct);

        Assert.Equal(3, all.Count);
        Assert.Equivalent(third, all[2], strict: true);
        Assert.Equivalent(second, all.Single(comment => comment.Id == second.Id), strict: true);
        Assert.Equal(all.Skip(1).Select(comment => comment.Id), (await Comments.ListAsync(_post.Id, (all[0].CreatedAt, all[0].Id), 10, Ct)).Select(comment => comment.Id));
        Assert.Empty(await Comments.ListAsync(Guid.CreateVersion7(TestDatabase.Start), after: null, 10, Ct));
    }

    [Fact]
    public async Task Whom_a_comment_mentions_is_kept_and_told_by_its_event_without_its_words()
    {
        var lee = await JoinAsync("Lee", "lee@example.com");
        await JoinAsync("Kim", "kim@example.com");

        var comment = await AddedAsync("@Lee, the secret word?");

        Assert.Equal([lee], comment.Mentions);
        var said = (await _desk.Events.ListAsync(_desk.WorkspaceId, _post.Id, Ct)).Single(happened => happened.Kind == "post.commented");
        Assert.Contains(lee.ToString(), said.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said.Data, StringComparison.Ordinal);
        Assert.Equal("ann@example.com", said.Actor);
    }

    [Fact]
    public async Task Its_author_mends_a_comment_for_a_quarter_of_an_hour_and_only_new_names_are_told()
    {
        var (lee, kim) = (await JoinAsync("Lee", "lee@example.com"), await JoinAsync("Kim", "kim@example.com"));
        var comment = await AddedAsync("@Lee look");
        _desk.Time.Advance(TimeSpan.FromMinutes(15));

        var edited = Saved(await EditAsync(comment.Id, "@Lee @Kim look", Ann));

        Assert.Equal(("@Lee @Kim look", _desk.Time.GetUtcNow()), (edited.Text, edited.EditedAt));
        var said = (await _desk.Events.ListAsync(_desk.WorkspaceId, _post.Id, Ct)).Single(happened => happened.Kind == "post.comment_edited");
        Assert.Contains(kim.ToString(), said.Data, StringComparison.Ordinal);
        Assert.DoesNotContain(lee.ToString(), said.Data, StringComparison.Ordinal);
        Assert.Equal("not_your_comment", Assert.IsType<CommentResult.NotAllowed>(await EditAsync(comment.Id, "Mine", Bob)).Code);
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("too_late_to_edit", Assert.IsType<CommentResult.Refused>(await EditAsync(comment.Id, "Late", Ann)).Code);
    }

    [Fact]
    public async Task A_deleted_comment_keeps_its_place_and_loses_its_words()
    {
        var comment = await AddedAsync("Wrong @Lee");
        Assert.Equal("not_your_comment", Assert.IsType<CommentResult.NotAllowed>(await DeleteAsync(comment.Id, Bob, ofOthers: false)).Code);

        Saved(await DeleteAsync(comment.Id, Bob, ofOthers: true));

        var kept = Assert.Single(await Comments.ListAsync(_post.Id, after: null, 10, Ct));
        Assert.Equal(("", "bob@example.com", _desk.Time.GetUtcNow()), (kept.Text, kept.DeletedBy, kept.DeletedAt));
        Assert.Equal("comment_deleted", Assert.IsType<CommentResult.Refused>(await DeleteAsync(comment.Id, Ann, ofOthers: false)).Code);
        Assert.Equal("comment_deleted", Assert.IsType<CommentResult.Refused>(await EditAsync(comment.Id, "Again", Ann)).Code);
        Assert.False(await Comments.SaveAsync(comment with { Text = "Again" }, Ct));
        Assert.Contains("post.comment_deleted", await _desk.KindsOfEventsAsync(_post.Id));
    }

    [Fact]
    public async Task An_answer_is_to_a_comment_on_the_same_post()
    {
        var other = await _desk.CreateAsync(await _desk.DraftAsync());
        var there = Saved(await AddAsync("There", other.Id, replyTo: null, Ann));

        var result = await AddAsync("Here", _post.Id, there.Id, Ann);

        Assert.Equal(("unknown_comment", "replyTo"), Assert.IsType<CommentResult.Invalid>(result) is var invalid ? (invalid.Finding.Code, invalid.Finding.Field) : default);
        Assert.Equal(new CommentResult.NotFound("comment"), await EditAsync(there.Id, "Here", Ann));
        Assert.Equal(new CommentResult.NotFound("post"), await AddAsync("Nowhere", Guid.CreateVersion7(TestDatabase.Start), replyTo: null, Ann));
    }

    private async Task<PostComment> AddedAsync(string text, Guid? replyTo = null, CommentAuthor? author = null) => Saved(await AddAsync(text, _post.Id, replyTo, author ?? Ann));

    private Task<CommentResult> AddAsync(string text, Guid postId, Guid? replyTo, CommentAuthor author) =>
        new AddComment(_desk.Posts, Comments, Memberships, _desk.Events, _desk.Database, _desk.Clock)
            .RunAsync(new NewComment { WorkspaceId = _desk.WorkspaceId, PostId = postId, Text = text, ReplyTo = replyTo, Author = author }, Ct);

    private Task<CommentResult> EditAsync(Guid commentId, string text, CommentAuthor actor) =>
        new EditComment(_desk.Posts, Comments, Memberships, _desk.Events, _desk.Database, _desk.Clock).RunAsync(_desk.WorkspaceId, _post.Id, commentId, text, actor, Ct);

    private Task<CommentResult> DeleteAsync(Guid commentId, CommentAuthor actor, bool ofOthers) =>
        new DeleteComment(_desk.Posts, Comments, _desk.Events, _desk.Database, _desk.Clock).RunAsync(_desk.WorkspaceId, _post.Id, commentId, actor, ofOthers, Ct);

    private static PostComment Saved(CommentResult result) => Assert.IsType<CommentResult.Saved>(result).Comment;

    private async Task<Guid> JoinAsync(string name, string email)
    {
        var member = new Member { Id = Guid.CreateVersion7(_desk.Time.GetUtcNow()), Name = name, Email = email, CreatedAt = _desk.Time.GetUtcNow() };
        Assert.True(await new SqlMemberStore(_desk.Database).AddAsync(member, "no password", Ct));
        Assert.True(await Memberships.AddAsync(_desk.WorkspaceId, member.Id, Role.Editor, _desk.Time.GetUtcNow(), Ct));
        return member.Id;
    }
}

public sealed class SqliteCommentTests() : CommentContract(new SqliteTestDatabase());

public sealed class PostgresCommentTests() : CommentContract(new PostgresTestDatabase());
