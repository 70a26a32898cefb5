using Posthaste.Jobs;

namespace Posthaste.Handover;

/// <summary>Says what a person does to publish the post of a card, as the card says it.</summary>
internal sealed class ReadHandSteps(IContentSource contents, IJobStore jobs, IPlatforms platforms)
{
    /// <returns>One sentence for each step, in order. Null where the card has ended, the post is gone, or it is not what was approved.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(HandoverItem item, CancellationToken ct)
    {
        if (!item.IsOpen || await jobs.FindAsync(item.JobId, ct) is not { } job || platforms.Find(job.Platform) is not { } platform) return null;
        return await contents.LoadAsync(job, hostUntil: null, ct) is { } content && content.Hash == job.ApprovedHash ? HandSteps.For(platform, content.Post) : null;
    }
}
