using Posthaste.Channels;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications;

/// <summary>Opens what is sealed of a target and sends one message there, by its way.</summary>
internal sealed class Courier(IEnumerable<INotifier> ways, TokenVault vault)
{
    private readonly Dictionary<TargetKind, INotifier> _ways = ways.ToDictionary(way => way.Kind);

    /// <summary>Never throws for what the far end does.</summary>
    public async Task<SendOutcome> SendAsync(Target target, Guid deliveryId, Bulletin bulletin, DateTimeOffset now, CancellationToken ct)
    {
        Message message;
        try
        {
            message = new Message
            {
                DeliveryId = deliveryId,
                Address = vault.Open(target.Address, target.Id),
                OfServer = target.OfServer,
                SigningSecrets = [.. Secrets(target, now).Select(secret => vault.Open(secret, target.Id))],
                Bulletin = bulletin,
                Now = now,
            };
        }
        catch (SealedTokenException)
        {
            return new SendOutcome.Again("Its address cannot be opened: the key that sealed it is not here. Bring back the right keys, or give the address again.");
        }
        return await _ways[target.Kind].SendAsync(message, ct);
    }

    private static IEnumerable<string> Secrets(Target target, DateTimeOffset now)
    {
        if (target.SigningSecret is { } secret) yield return secret;
        if (target.OldSecret is { } old && target.OldSecretUntil > now) yield return old;
    }
}
