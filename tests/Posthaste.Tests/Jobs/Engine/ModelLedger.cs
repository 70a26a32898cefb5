using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The model network's own books, as the checker reads them. Whose a post is shows by its caption: in a story of the
/// engine no two posts share one, those made by hand left out.</summary>
internal static class ModelLedger
{
    public static WorldLedger Ledger(this ModelPlatform platform, IReadOnlyList<Job> jobs, FakeContents contents)
    {
        var byPost = jobs.ToDictionary(job => (job.PostId, job.ChannelId), job => job.Id);
        Guid? JobOf(string caption, Guid channel) => contents.PostOf(caption) is { } post && byPost.TryGetValue((post, channel), out var job) ? job : null;
        Guid ChannelOf(ModelPost post) => post.Container is null ? Guid.Empty : platform.Containers[post.Container].ChannelId;

        var posts = platform.Posts.Concat(platform.TakenDown).Select(post => new LivePost
        {
            RemoteId = post.Id,
            ChannelId = ChannelOf(post),
            At = post.At,
            JobId = post.Container is null ? null : JobOf(post.Caption, ChannelOf(post)),
            ContentHash = FakeContents.HashOf(post.Caption),
        }).ToList();
        return new WorldLedger
        {
            Posts =
            [
                .. posts,
                .. platform.CommentsMade.Select(comment => new LivePost
                {
                    RemoteId = comment.Id,
                    ChannelId = posts.First(post => post.RemoteId == comment.PostId).ChannelId,
                    At = comment.At,
                    JobId = posts.First(post => post.RemoteId == comment.PostId).JobId,
                    Part = PublishStep.Comment,
                }),
            ],
            Calls = [.. platform.Calls.Where(call => call.Step is "publish" or PublishStep.Deliver or "comment").Select(call => new SentCall
            {
                ChannelId = call.ChannelId,
                BegunAt = call.At,
                EndedAt = call.EndedAt,
                JobId = JobOf(call.Caption, call.ChannelId),
                Part = call.Step == "comment" ? PublishStep.Comment : PublishStep.Post,
                Container = call.Container,
                IntentSeen = call.IntentSeen,
            })],
            Containers = [.. platform.Containers.Select(made => new MadeContainer
            {
                Id = made.Key,
                ChannelId = made.Value.ChannelId,
                MadeAt = made.Value.MadeAt,
                JobId = JobOf(made.Value.Caption, made.Value.ChannelId),
            })],
        };
    }
}
