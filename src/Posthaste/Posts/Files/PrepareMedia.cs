using Microsoft.Extensions.Options;
using Posthaste.Media.Renditions;

namespace Posthaste.Posts.Files;

/// <summary>Has the files made that a post will send, and waits a little for them. To be called before a post is signed or sent, and
/// outside of any transaction: the work writes to the store, and on SQLite nobody else can while a transaction is open. It
/// promises nothing: what is there when the post is signed is looked up then.</summary>
internal sealed class PrepareMedia(IPostStore posts, CheckPost checkPost, MediaWorkshop workshop, IOptions<PublishingOptions> options, TimeProvider time)
{
    /// <summary>For a post as it stands. Does nothing where there is none.</summary>
    public async Task RunAsync(Guid workspaceId, Guid postId, CancellationToken ct)
    {
        if (await posts.FindAsync(workspaceId, postId, ct) is { } post) await WaitAsync(await checkPost.RunAsync(post, post.PlannedAt, ct), ct);
    }

    /// <summary>For an edit of a post. Waits only where the post has a time already; any other is saved at once.</summary>
    /// <param name="change">Gives the draft as it should be; pure.</param>
    public async Task RunForEditAsync(Guid workspaceId, Guid postId, Func<PostDraft, PostDraft> change, CancellationToken ct)
    {
        if (await posts.FindAsync(workspaceId, postId, ct) is not { PlannedAt: not null } post) return;
        var draft = change(post.Draft).Cleaned();
        if (!draft.HasContentOf(post.Draft)) await WaitAsync(await checkPost.RunAsync(workspaceId, draft, post.PlannedAt, ct), ct);
    }

    /// <summary>For a post that is made with a time.</summary>
    public async Task RunForNewAsync(Guid workspaceId, PostDraft draft, CancellationToken ct) =>
        await WaitAsync(await checkPost.RunAsync(workspaceId, draft.Cleaned(), at: null, ct), ct);

    /// <summary>Begins what is missing, and waits for nothing. Cheap; may be called anywhere.</summary>
    public static void Begin(CheckedPost check, MediaWorkshop workshop)
    {
        if (check.Blocked) return;
        foreach (var file in check.Missing) _ = workshop.StartAsync(file.Work!);
    }

    /// <summary>The same, for whoever cannot wait at all.</summary>
    public void Begin(CheckedPost check) => Begin(check, workshop);

    private async Task WaitAsync(CheckedPost check, CancellationToken ct)
    {
        // Nothing is made for a post that will be refused whatever its files are.
        if (check.Blocked) return;
        // Also what is there already: it is marked as asked for, so that no sweep takes it now, and made anew where its file is lost.
        var work = Task.WhenAll(check.Contents.SelectMany(content => content.Files).Select(file => file.Work).OfType<MediaWork>().Select(workshop.StartAsync));
        try
        {
            await work.WaitAsync(options.Value.MediaWait, time, ct);
        }
        catch (TimeoutException)
        {
            // It goes on; whoever signs now is told how far it is.
        }
    }
}
