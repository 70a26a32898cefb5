using System.Diagnostics;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications;

/// <summary>What becomes of deliveries and their target after a try, as a pure rule.</summary>
internal static class TryRule
{
    public static TryRecord Judge(Target target, Turn turn, SendOutcome outcome, DateTimeOffset now)
    {
        var told = turn.Told.Select(delivery => delivery with { LastAt = now, LastStatus = outcome.Status, LastAnswer = outcome.Answer, LastError = null, ToldWith = null }).ToList();
        var record = new TryRecord { Deliveries = turn.Held, At = now, Failures = target.Failures };
        return outcome switch
        {
            SendOutcome.Delivered delivered => record with
            {
                Deliveries = [.. told.Select((delivery, i) => delivery with { State = DeliveryState.Delivered, Tries = delivery.Tries + 1, ToldWith = i == 0 ? null : told[0].Id }), .. turn.Held],
                Failures = 0,
                NextAt = delivered.Pause is { } pause ? now + RetryRule.Pause(pause) : null,
                Pace = target.IsForPeople && !turn.IsDigest ? told[0].Notice.Pace : null,
            },
            SendOutcome.Wait wait => record with
            {
                Deliveries = [.. told.Select(delivery => After(delivery with { LastError = wait.Error }, delivery.Tries, now)), .. turn.Held],
                NextAt = now + RetryRule.Pause(wait.For),
                Error = wait.Error,
            },
            SendOutcome.Again again => record with
            {
                Deliveries = [.. told.Select(delivery => After(delivery with { Tries = delivery.Tries + 1, LastError = again.Error }, delivery.Tries + 1, now)), .. turn.Held],
                Failures = target.Failures + 1,
                NextAt = now + RetryRule.WaitAfter(target.Failures + 1),
                Error = again.Error,
            },
            SendOutcome.Refused refused => record with
            {
                Deliveries = [.. told.Select(delivery => delivery with { State = DeliveryState.Failed, Tries = delivery.Tries + 1, LastError = refused.Error }), .. turn.Held],
                Failures = 0,
                Error = refused.Error,
            },
            SendOutcome.Gone gone => record with
            {
                Deliveries = [.. told.Select(delivery => delivery with { State = DeliveryState.Failed, Tries = delivery.Tries + 1, LastError = gone.Error }), .. turn.Held],
                Error = gone.Error,
                OffReason = gone.Error,
            },
            _ => throw new UnreachableException(),
        };
    }

    private static Delivery After(Delivery delivery, int tries, DateTimeOffset now) =>
        RetryRule.IsGivenUp(delivery, tries, now) ? delivery with { State = DeliveryState.Failed } : delivery;
}
