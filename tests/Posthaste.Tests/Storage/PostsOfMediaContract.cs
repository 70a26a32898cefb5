using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>Which posts use an item of the library, on both databases.</summary>
public abstract class PostsOfMediaContract(TestDatabase database) : StoreContract(database)
{
    private readonly Guid _item = NewId();
    private int _made;

    private SqlPostStore Posts => new(Database);

    [Fact]
    public async Task Posts_that_show_an_item_have_it_as_cover_or_were_approved_with_it_are_listed_newest_first()
    {
        var shown = await AddAsync(post => post with { Draft = post.Draft with { MediaIds = [NewId(), _item] } });
        var cover = await AddAsync(post => post with { Draft = post.Draft with { Type = PostType.Reel, MediaIds = [NewId()], Options = new PostOptions { CoverMediaId = _item } } });
        var signed = await AddAsync(post => post with { Draft = post.Draft with { MediaIds = [NewId()] }, Approval = ApprovalState.Approved, ApprovedHash = "hash", ApprovedBy = "Ann", ApprovedThrough = ApprovedThrough.Approval });
        await Posts.SaveFilesAsync(signed.Id, [new PostFile(NewId(), 0, _item, RenditionId: null)], Ct);
        await AddAsync(post => post with { Draft = post.Draft with { MediaIds = [NewId()] } });
        await AddAsync(post => post with { Draft = post.Draft with { MediaIds = [_item] }, DeletedAt = Start });

        var first = await ListAsync(limit: 2);
        var second = await ListAsync(limit: 2, after: first.Next);

        Assert.Equal([signed.Id, cover.Id], first.Items.Select(post => post.Id));
        Assert.Equal([shown.Id], second.Items.Select(post => post.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_post_that_uses_an_item_twice_is_listed_once_and_one_that_lets_go_of_it_no_more()
    {
        var post = await AddAsync(found => found with { Draft = found.Draft with { Type = PostType.Reel, MediaIds = [_item], Options = new PostOptions { CoverMediaId = _item } } });
        await Posts.SaveFilesAsync(post.Id, [new PostFile(NewId(), 0, _item, RenditionId: null)], Ct);

        Assert.Equal(post.Id, Assert.Single((await ListAsync(limit: 10)).Items).Id);
        await Posts.SaveAsync(post with { Version = 2, Draft = post.Draft with { MediaIds = [NewId()], Options = PostOptions.None } }, Ct);
        Assert.Empty((await ListAsync(limit: 10)).Items);
    }

    [Fact]
    public async Task Posts_of_another_workspace_are_not_told()
    {
        await AddAsync(post => post with { Draft = post.Draft with { MediaIds = [_item] } });

        Assert.Empty((await Posts.ListAsync(new PostQuery { WorkspaceId = NewId(), MediaId = _item, Limit = 10 }, Ct)).Items);
    }

    private Task<PostPage> ListAsync(int limit, Guid? after = null) => Posts.ListAsync(new PostQuery { WorkspaceId = WorkspaceId, MediaId = _item, After = after, Limit = limit }, Ct);

    private async Task<Post> AddAsync(Func<Post, Post> with)
    {
        var post = with(new Post
        {
            Id = Guid.CreateVersion7(Start.AddSeconds(_made++)),
            WorkspaceId = WorkspaceId,
            Title = "Title",
            Draft = new PostDraft { Type = PostType.Image },
            CreatedBy = "Ann",
            ChangedBy = "Ann",
            CreatedAt = Start,
            UpdatedAt = Start,
        });
        await Posts.AddAsync(post, Ct);
        return post;
    }
}

public sealed class SqlitePostsOfMediaTests() : PostsOfMediaContract(new SqliteTestDatabase());

public sealed class PostgresPostsOfMediaTests() : PostsOfMediaContract(new PostgresTestDatabase());
