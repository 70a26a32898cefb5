using Posthaste.Channels;
using Posthaste.Channels.Renewal;

namespace Posthaste.Server.Doctor;

/// <summary>Each account's access can be opened with the keys at hand, lives on, and may do what publishing needs, as far as its network told.</summary>
internal sealed class AccountsCheck(SavedAccounts saved, KeysCheck keys, RenewalPlan plan, TimeProvider time) : IDoctorCheck
{
    public string Name => "accounts";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        if (await saved.ReadAsync(ct) is not { } all) return [];
        var connected = all.Where(account => account.SealedToken is not null).ToList();
        var vault = keys.TryOpen() is { } ring ? new TokenVault(ring) : null;
        var wrong = connected.Select(account => Judge(account.Channel, account.SealedToken!, vault)).OfType<DoctorFinding>().ToList();
        var good = connected.Count - wrong.Count;
        return [.. wrong, DoctorFinding.Ok(Name, good == 1 ? "1 account can be used." : $"{good} accounts can be used.")];
    }

    /// <returns>Null where it can be used.</returns>
    private DoctorFinding? Judge(Channel channel, string token, TokenVault? vault)
    {
        var name = $"@{channel.Username} ({channel.Platform})";
        if (vault?.Opens(token, channel.Id) == false)
            return DoctorFinding.Error(Name, $"What opens {name} cannot be opened with the keys at hand.", "Bring back the keys of its time, or connect the account again.");
        return TokenHealthRules.Of(channel, time.GetUtcNow()) switch
        {
            TokenHealth.Dead => DoctorFinding.Error(Name, $"The access to {name} has ended.", "Connect the account again: its posts wait."),
            TokenHealth.ReconnectSoon => DoctorFinding.Warning(Name, $"The access to {name} ends{(channel.TokenExpiresAt is { } end ? $" on {end:yyyy-MM-dd}" : " soon")}, and cannot be renewed by itself.", "Connect the account again before."),
            TokenHealth.RenewalFailing => DoctorFinding.Warning(Name, $"Renewing the access to {name} fails.", "It is tried again by itself; see the account's page, and connect it again where that says so."),
            _ => plan.ScopesMissing(channel) is { Count: > 0 } missing
                ? DoctorFinding.Warning(Name, $"{name} was connected without {string.Join(", ", missing)}: posts that need it are kept back.", "Connect the account again and allow everything that is asked for.")
                : null,
        };
    }
}
