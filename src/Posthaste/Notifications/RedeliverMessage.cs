using Posthaste.Jobs;

namespace Posthaste.Notifications;

/// <summary>Lets a delivery be sent once more, under the same id: one that failed, or one that the far end lost.</summary>
internal sealed class RedeliverMessage(IDeliveryStore deliveries, ITargetStore targets, ITransactions transactions, EngineClock clock, DeliverySignal signal)
{
    public Task<RedeliverResult> RunAsync(Guid workspaceId, Guid deliveryId, CancellationToken ct) => transactions.RunAsync<RedeliverResult>(async () =>
    {
        if (await deliveries.FindAsync(workspaceId, deliveryId, ct) is not { } found) return new RedeliverResult.NotFound();
        if (await targets.FindAsync(workspaceId, found.TargetId, ct) is not { } target) return new RedeliverResult.NotFound();
        if (!target.IsOn) return new RedeliverResult.Refused("target_off", "This target is switched off. Switch it on first.");
        var again = await deliveries.RedeliverAsync(workspaceId, deliveryId, clock.Now, ct);
        await targets.HurryAsync(target.Id, ct);
        transactions.AfterCommit(signal.Ring);
        return again is null ? new RedeliverResult.NotFound() : new RedeliverResult.Waits(again);
    }, ct);
}

/// <summary>What became of the wish to send a delivery once more.</summary>
public abstract record RedeliverResult
{
    private RedeliverResult() { }

    public sealed record Waits(Delivery Delivery) : RedeliverResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : RedeliverResult;

    public sealed record NotFound : RedeliverResult;
}
