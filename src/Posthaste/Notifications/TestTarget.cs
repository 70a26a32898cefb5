using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications;

/// <summary>Sends a real message to a target, at once, and tells what came back. It is in no log of deliveries, and changes nothing of the target.</summary>
internal sealed class TestTarget(ITargetStore targets, Courier courier, EngineClock clock, TimeProvider time)
{
    /// <returns>Null where there is no such target.</returns>
    public async Task<TargetTest?> RunAsync(Guid workspaceId, Guid targetId, CancellationToken ct)
    {
        if (await targets.FindAsync(workspaceId, targetId, ct) is not { } target) return null;
        var (now, begun) = (clock.Now, time.GetTimestamp());
        var id = Guid.CreateVersion7(now);
        var notice = new Notice
        {
            EventId = id,
            WorkspaceId = workspaceId,
            Kind = "test.message",
            At = now,
            SubjectId = target.Id,
            Data = "{}",
            Title = "A test of Posthaste",
            Message = "This target works: messages of this workspace arrive here.",
            Tone = NoticeTone.Good,
            Path = "/settings",
        };
        var outcome = await courier.SendAsync(target, id, new Bulletin(notice, []), now, ct);
        return new TargetTest(id, outcome is SendOutcome.Delivered, outcome.Status, outcome.Answer, time.GetElapsedTime(begun), outcome switch
        {
            SendOutcome.Delivered => null,
            SendOutcome.Again again => again.Error,
            SendOutcome.Wait wait => wait.Error,
            SendOutcome.Refused refused => refused.Error,
            SendOutcome.Gone gone => gone.Error,
            _ => throw new UnreachableException(),
        });
    }
}

/// <summary>What came of a test.</summary>
/// <param name="DeliveryId">In the message.</param>
/// <param name="Arrived">The target has it.</param>
/// <param name="Status">HTTP status of the answer; null where there was none.</param>
/// <param name="Answer">How it began; null for none.</param>
/// <param name="Took">Until the answer was there, or nobody waited any longer.</param>
/// <param name="Error">Null where it arrived.</param>
public sealed record TargetTest(Guid DeliveryId, bool Arrived, int? Status, string? Answer, TimeSpan Took, string? Error);
