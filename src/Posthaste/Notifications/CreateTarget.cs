using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Notifications;

/// <summary>Makes a target. The secret of a webhook is shown once, here.</summary>
internal sealed class CreateTarget(ITargetStore targets, TargetAddress addresses, TokenVault vault, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose events it hears.</param>
    /// <param name="kind">By which way; never changes.</param>
    /// <param name="wish">With an address.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<TargetResult> RunAsync(Guid workspaceId, TargetKind kind, TargetWish wish, string actor, CancellationToken ct) =>
        transactions.RunAsync<TargetResult>(async () =>
        {
            if (addresses.Read(kind, wish.Address ?? "", out var read) is { } malformed) return malformed;
            var (now, secret) = (clock.Now, kind == TargetKind.Webhook ? SigningSecrets.New() : null);
            var id = Guid.CreateVersion7(now);
            var target = new Target
            {
                Id = id,
                WorkspaceId = workspaceId,
                Kind = kind,
                Name = wish.Name.Trim(),
                Address = vault.Seal(new Secret(read!.Value.Address), id),
                AddressHint = read.Value.Hint,
                SigningSecret = secret is null ? null : vault.Seal(secret, id),
                Hears = [.. wish.Hears.Distinct()],
                Quiet = wish.Quiet,
                DigestMinutes = wish.DigestMinutes,
                OffAt = wish.IsOn ? null : now,
                OffReason = wish.IsOn ? null : Target.OffByPerson,
                HearsSince = now,
                CreatedAt = now,
            };
            var others = await targets.LockAllAsync(workspaceId, ct);
            if (TargetRules.Refusal(target, others) is { } refusal) return refusal;
            if (others.Count >= TargetRules.MaxPerWorkspace)
                return new TargetResult.Refused("too_many", "name", $"A workspace has at most {TargetRules.MaxPerWorkspace} notification targets. Delete one first.");

            await targets.AddAsync(target, ct);
            await events.AppendAsync(NotificationEvents.Of(target, "notifications.target_created", actor, now), ct);
            return new TargetResult.Saved(target, secret);
        }, ct);
}
