using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Notifications;

/// <summary>Sees that every workspace has a target for the setting <c>Discord:WebhookUrl</c>, which hears alerts, and none where there is no such setting. What a workspace changes of its own
/// (when it is quiet, what it hears, off) stays; another address in the setting switches it on again.</summary>
internal sealed class KeepServerTargets(
    ITargetStore targets, IWorkspaceStore workspaces, TokenVault vault, ITransactions transactions, EngineClock clock, IOptions<DiscordOptions> options)
{
    public const string Name = "Discord of this server";

    public Task RunAsync(CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var present = (await targets.ListOfServerAsync(ct)).ToDictionary(target => target.WorkspaceId);
        if (string.IsNullOrEmpty(options.Value.WebhookUrl))
        {
            foreach (var target in present.Values) await targets.RemoveAsync(target.WorkspaceId, target.Id, ct);
            return true;
        }
        foreach (var workspace in await workspaces.ListAsync(ct))
        {
            if (present.GetValueOrDefault(workspace.Id) is not { } target) await targets.AddAsync(New(workspace.Id, options.Value.WebhookUrl), ct);
            else if (!IsSame(target, options.Value.WebhookUrl)) await targets.SaveAsync(Moved(target, options.Value.WebhookUrl), ct);
        }
        return true;
    }, ct);

    private Target New(Guid workspaceId, string address)
    {
        // The same on every node, so that two that start at once make one.
        var (id, now) = (IdOf(workspaceId), clock.Now);
        return new Target
        {
            Id = id,
            WorkspaceId = workspaceId,
            Kind = TargetKind.Discord,
            Name = Name,
            Address = vault.Seal(new Secret(address), id),
            AddressHint = new Uri(address).Authority,
            OfServer = true,
            Hears = ["alert.*"],
            HearsSince = now,
            CreatedAt = now,
        };
    }

    private Target Moved(Target target, string address) => target with
    {
        Address = vault.Seal(new Secret(address), target.Id),
        AddressHint = new Uri(address).Authority,
        OffAt = target.OffReason == Target.OffByPerson ? target.OffAt : null,
        OffReason = target.OffReason == Target.OffByPerson ? target.OffReason : null,
        HearsSince = clock.Now,
    };

    private bool IsSame(Target target, string address)
    {
        try
        {
            return vault.Open(target.Address, target.Id).Reveal() == address;
        }
        catch (SealedTokenException)
        {
            return false;
        }
    }

    /// <summary>The workspace's id with its last bytes turned: no other row of this table has it.</summary>
    private static Guid IdOf(Guid workspaceId)
    {
        var bytes = workspaceId.ToByteArray(bigEndian: true);
        for (var i = 8; i < bytes.Length; i++) bytes[i] ^= 0x5A;
        return new Guid(bytes, bigEndian: true);
    }
}
