using System.Runtime.CompilerServices;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Planning;
using Posthaste.Posts;

namespace Posthaste.Transfer;

/// <summary>Reads posts and what became of them, oldest first, one page at a time.</summary>
internal sealed class ExportPosts(IExportStore store, IChannelStore channels, ICategoryStore categories, IJobStore jobs)
{
    private const int PageSize = 100;

    /// <summary>More than a post has channels.</summary>
    private const int MaxJobs = 100;

    public async IAsyncEnumerable<ExportedPost> RunAsync(PostExport wanted, [EnumeratorCancellation] CancellationToken ct)
    {
        var names = NamesOf(await channels.ListAsync(wanted.WorkspaceId, ct));
        var sorts = (await categories.ListAsync(wanted.WorkspaceId, ct)).ToDictionary(category => category.Id, category => category.Name);
        Guid? after = null;
        while (true)
        {
            var page = await store.ListPostsAsync(wanted, after, PageSize, ct);
            foreach (var post in page)
            {
                var found = await jobs.ListAsync(new JobQuery { WorkspaceId = wanted.WorkspaceId, PostId = post.Id, Limit = MaxJobs }, ct);
                yield return new ExportedPost(post, [.. post.Draft.ChannelIds.Select(id => names.GetValueOrDefault(id) ?? id.ToString())], post.Draft.CategoryId is { } sort ? sorts.GetValueOrDefault(sort) : null, found);
            }
            if (page.Count < PageSize) yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>As an import finds them again: by username where no other channel has it, else by id.</summary>
    private static Dictionary<Guid, string> NamesOf(IReadOnlyList<Channel> all) => all.ToDictionary(
        channel => channel.Id,
        channel => all.Any(other => other.Id != channel.Id && (Same(other.Username, channel.Username) || Same(other.DisplayName, channel.Username))) ? channel.Id.ToString() : channel.Username);

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Which posts are wanted.</summary>
internal sealed record PostExport
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>Planned or due at or after; null for any time, and for none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Planned or due before; null for any time, and for none.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>With a job in one of these states; empty for all, and for none.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];
}

/// <summary>A post and what became of it.</summary>
/// <param name="Post">As it stands.</param>
/// <param name="Channels">What its channels are called, in the order of the post.</param>
/// <param name="Category">What its category is called; null for none.</param>
/// <param name="Jobs">One for each channel it was scheduled on.</param>
internal sealed record ExportedPost(Post Post, IReadOnlyList<string> Channels, string? Category, IReadOnlyList<Job> Jobs);

/// <summary>What exports ask of the store. Every implementation passes <c>ExportStoreContract</c>.</summary>
internal interface IExportStore
{
    /// <summary>Oldest first; deleted ones are left out.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    Task<IReadOnlyList<Post>> ListPostsAsync(PostExport wanted, Guid? after, int limit, CancellationToken ct);
}
