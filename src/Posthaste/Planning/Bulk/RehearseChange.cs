using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Planning.Bulk;

/// <summary>Says what a change of many posts would come to: does it, looks, and undoes it. Where posts do not fit at their times, proposes evenly spaced ones.</summary>
internal sealed class RehearseChange(
    ChangePosts changePosts, LockPosts lockPosts, IPostStore posts, CheckPost checkPost, PostSchedule schedule, IPlatforms platforms, ITransactions transactions,
    IOptions<JobsOptions> jobs, IOptions<PublishingOptions> publishing)
{
    /// <summary>Of times that are tried in vain, one after the other; then no more are proposed.</summary>
    private const int MaxInVain = 100;

    /// <summary>The same as <see cref="ChangePosts.RunAsync"/> would answer, with nothing changed.</summary>
    public async Task<IReadOnlyList<BulkItem>> RunAsync(Guid workspaceId, IReadOnlyList<Guid> postIds, BulkChange change, string actor, CancellationToken ct)
    {
        IReadOnlyList<BulkItem> items = [];
        try
        {
            await transactions.RunAsync<bool>(async () =>
            {
                var found = await lockPosts.RunAsync(workspaceId, postIds, ct);
                items = await changePosts.RunAsync(workspaceId, postIds, change, actor, ct);
                items = await WithLimitsAsync(items, ct);
                items = await ProposeAsync(workspaceId, items, change, found, actor, ct);
                throw new UndoException();
            }, ct);
        }
        catch (UndoException)
        {
            // All of it is undone, and what each post said is known.
        }
        return items;
    }

    /// <summary>Looks at the limits once all posts are where they go: while they went, those in front were the first.</summary>
    private async Task<IReadOnlyList<BulkItem>> WithLimitsAsync(IReadOnlyList<BulkItem> items, CancellationToken ct)
    {
        var looked = new List<BulkItem>();
        foreach (var item in items)
        {
            if (item is { Wanted: { } at, IsCrowded: false, Result: PostResult.Saved saved })
            {
                var before = await checkPost.RunAsync(saved.Post, at, ct);
                var check = await schedule.WithLimitsAsync(saved.Post, before, at, ct);
                looked.Add(item with { Result = saved with { Warnings = [.. saved.Warnings, .. check.Findings.Skip(before.Findings.Count)] } });
            }
            else
            {
                looked.Add(item);
            }
        }
        return looked;
    }

    /// <summary>Goes from the batch's first time on in even steps, and puts each post that does not fit where the first time fits that is not before the one it was to get.</summary>
    private async Task<IReadOnlyList<BulkItem>> ProposeAsync(
        Guid workspaceId, IReadOnlyList<BulkItem> items, BulkChange change, IReadOnlyList<Channel> found, string actor, CancellationToken ct)
    {
        var crowded = items.Where(item => item is { IsCrowded: true, Wanted: not null }).OrderBy(item => item.Wanted).ToList();
        if (crowded.Count == 0) return items;

        var step = EvenSteps.Of(publishing.Value.ConflictDistance, jobs.Value.PostsPerHour, found.Min(channel => platforms.Find(channel.Platform)?.Limits.PostsPerDay));
        var proposed = new Dictionary<Guid, DateTimeOffset>();
        var (at, inVain) = (items.Min(item => item.Wanted)!.Value, 0);
        foreach (var item in crowded)
        {
            while (inVain < MaxInVain)
            {
                do at += step;
                while (at < item.Wanted);
                var target = new BulkTarget(item.PostId, (await posts.FindAsync(workspaceId, item.PostId, ct))?.Version, at);
                var tried = await changePosts.DoAsync(workspaceId, target, new BulkChange.Schedule(at, change is BulkChange.Move { Force: true } or BulkChange.Schedule { Force: true }), actor, ct);
                if (tried.Result is PostResult.Saved && !tried.IsCrowded)
                {
                    proposed[item.PostId] = at;
                    inVain = 0;
                    break;
                }
                inVain++;
            }
        }
        return [.. items.Select(item => proposed.TryGetValue(item.PostId, out var time) ? item with { ProposedAt = time } : item)];
    }

    private sealed class UndoException : Exception;
}
