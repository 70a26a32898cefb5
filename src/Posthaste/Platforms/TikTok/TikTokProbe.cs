using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>Asks TikTok what became of a publish call. Its name of the post is the only witness, and a good one: it stands for this post alone, which can go live once.</summary>
internal sealed class TikTokProbe(PublishStatusCall status, TikTokOptions options, TimeProvider time)
{
    /// <summary>After an upload's address has ended, and the clocks between here and there are allowed for, its last byte can no longer come.</summary>
    private static readonly TimeSpan SurelyEnded = TimeSpan.FromMinutes(75);

    public async Task<Evidence> AskAsync(ProbeCall probe, CancellationToken ct)
    {
        if (TikTokCheckpoint.Read(probe.Checkpoint) is not { PublishId: { } id } checkpoint) return new Evidence { Witness = Witness.Lost, ListRead = false };

        var (answer, look) = await status.ReadAsync(probe.Account, id, ct);
        return look is null
            ? new Evidence
            {
                Witness = Witness.Unreadable,
                ListRead = false,
                Error = StepAnswers.Describe(answer!),
                Trace = answer!.Trace with { Handle = id },
            }
            : Judge(probe, checkpoint, look) with { Trace = look.Trace };
    }

    private Evidence Judge(ProbeCall probe, TikTokCheckpoint checkpoint, PublishLook look)
    {
        var evidence = new Evidence { Witness = Witness.Pending, ListRead = false, OnceOnly = true, LookAfter = NextLook(probe, checkpoint) };
        switch (look)
        {
            case { FailReason: { } reason }:
                return Failed(evidence, FailReasons.Find(reason));
            // It waits for its owner; TikTok has kept its part.
            case { Status: "SEND_TO_USER_INBOX" }:
                return evidence with { Witness = Witness.Delivered, LookAfter = NextLookIntoInbox(probe, checkpoint) };
            case { Status: "PUBLISH_COMPLETE" }:
                var link = look.PostId is { } postId ? PostLinks.For(options, checkpoint.Username, probe.Post.Type, postId) : null;
                // When its owner finished it TikTok does not say: between the last look and this one.
                var at = probe.Post.IsForInbox() ? time.GetUtcNow() : checkpoint.TakenAt ?? probe.IntentAt;
                return evidence with { Witness = Witness.Published, Post = new RemotePost(checkpoint.PublishId!, link, at) };
            // TikTok said that it has everything, whatever this figure says.
            case { Status: "PROCESSING_UPLOAD" } when checkpoint.TakenAt is null && look.UploadedBytes < checkpoint.FileBytes:
                return evidence with { Witness = time.GetUtcNow() - checkpoint.CreatedAt > SurelyEnded ? Witness.Expired : Witness.NotPublished };
            // At work, and words that may come: slow is not failed.
            default:
                return evidence;
        }
    }

    private Evidence Failed(Evidence evidence, FailRow row) => evidence with
    {
        // What may work from the beginning is over as it is, like an upload that ran out.
        Witness = row.Class is FailClass.Retry or FailClass.Wait ? Witness.Expired : Witness.Failed,
        Error = row.ToError(),
        BlockedUntil = row.Class is FailClass.Wait ? time.GetUtcNow() + options.PostLimitWait : null,
    };

    /// <summary>A person who has just been told may be at it; later they come when they like.</summary>
    private TimeSpan NextLookIntoInbox(ProbeCall probe, TikTokCheckpoint checkpoint) => (time.GetUtcNow() - (checkpoint.TakenAt ?? probe.IntentAt)).TotalMinutes switch
    {
        < 15 => TimeSpan.FromSeconds(30),
        < 60 => TimeSpan.FromMinutes(2),
        _ => TimeSpan.FromMinutes(10),
    };

    /// <summary>Often at first, when most posts come through; less and less later.</summary>
    private TimeSpan NextLook(ProbeCall probe, TikTokCheckpoint checkpoint) => (time.GetUtcNow() - (checkpoint.TakenAt ?? probe.IntentAt)).TotalSeconds switch
    {
        < 30 => TimeSpan.FromSeconds(3),
        < 120 => TimeSpan.FromSeconds(10),
        < 600 => TimeSpan.FromSeconds(30),
        < 3_600 => TimeSpan.FromMinutes(2),
        _ => TimeSpan.FromMinutes(10),
    };
}
