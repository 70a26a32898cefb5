using Posthaste.Jobs;

namespace Posthaste.Posts.Versions;

/// <summary>Tells what was approved for a job and what was really sent, by the hashes that the publish calls were committed with.</summary>
internal sealed class ReadSent(IPostStore posts, ISentCalls calls, PostContentSource contents)
{
    public async Task<SentJob> RunAsync(Job job, CancellationToken ct)
    {
        var signed =
            from version in await posts.ListVersionsAsync(job.PostId, ct)
            from content in version.Contents
            where content.ChannelId == job.ChannelId
            select new ApprovedContent(version, content);
        var kept = signed.ToList();
        var made = await calls.ListAsync(job.Id, ct);
        // From before contents were kept: the post itself may still be what was sent.
        var now = made.Select(call => call.ContentHash).Append(job.ApprovedHash).All(hash => kept.Any(known => known.Content.Hash == hash)) ? null : await LoadAsync(job, ct);
        ApprovedContent? Find(string hash) => kept.FirstOrDefault(known => known.Content.Hash == hash) ?? (now?.Hash == hash ? new ApprovedContent(null, now) : null);

        return new SentJob(Find(job.ApprovedHash), [.. made.Select(call => new SentPart
        {
            Call = call,
            IsAsApproved = call.ContentHash == job.ApprovedHash,
            Sent = Find(call.ContentHash) is { } found ? SentText.Of(call.Part, found.Content) : null,
            Gap = Find(call.ContentHash) is not null ? null : now is null ? SentGap.MediaGone : SentGap.ContentChanged,
        })]);
    }

    private async Task<SignedContent?> LoadAsync(Job job, CancellationToken ct)
    {
        if (await contents.LoadAsync(job, hostUntil: null, ct) is not { } content) return null;
        var renditions = (await posts.ListFilesAsync(job.PostId, ct)).Where(file => file.ChannelId == job.ChannelId).ToDictionary(file => file.Position, file => file.RenditionId);
        var count = content.Post.Media.Count + (content.Post.Cover is null ? 0 : 1);
        return SignedContent.Of(job.ChannelId, content.Hash, content.Post, [.. Enumerable.Range(0, count).Select(position => renditions.GetValueOrDefault(position))]);
    }
}
