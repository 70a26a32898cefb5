using System.Globalization;
using Npgsql;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Doctor;

/// <summary>The database answers, has this program's schema, and has the server's time; the accounts in it can be used. Reads only, also beside a server that runs.</summary>
internal sealed class DatabaseCheck(CopyEnds ends, KeysCheck keys, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(5);

    public string Name => "database";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        try
        {
            var before = time.GetUtcNow();
            await using var source = await ends.OpenSourceAsync(ct);
            var findings = new List<DoctorFinding> { Version(source.Version), Clock(source.At, before) };
            findings.AddRange(await AccountsAsync(source, ct));
            return findings;
        }
        catch (NewerDatabaseException e)
        {
            return [DoctorFinding.Error(Name, e.Message, "Use the program that was used before this one.")];
        }
        catch (BackupException e)
        {
            return [DoctorFinding.Warning(Name, e.Message, "The first start makes it.")];
        }
        catch (NpgsqlException e)
        {
            return [DoctorFinding.Error(Name, $"The database does not answer: {e.Message}", "See that PostgreSQL runs and that Storage:ConnectionString names it.")];
        }
    }

    private DoctorFinding Version(int version) => version == CopyChecks.Known
        ? DoctorFinding.Ok(Name, $"It answers, and has this program's schema ({version}).")
        : DoctorFinding.Warning(Name, $"Its schema has version {version}, and this program's is {CopyChecks.Known}.", "Make a backup; the next start, or `posthaste-server migrate`, brings it up to date.");

    private DoctorFinding Clock(DateTimeOffset theirs, DateTimeOffset before)
    {
        var now = time.GetUtcNow();
        var apart = theirs < before ? before - theirs : theirs > now ? theirs - now : TimeSpan.Zero;
        return apart <= Tolerated
            ? DoctorFinding.Ok("clock", "The clocks of this machine and of the database agree.")
            : DoctorFinding.Warning("clock", string.Create(CultureInfo.InvariantCulture, $"The clocks of this machine and of the database are {apart.TotalSeconds:0} seconds apart."), "Let both follow a time server (chrony, systemd-timesyncd). Due times follow the database's.");
    }

    private async Task<IReadOnlyList<DoctorFinding>> AccountsAsync(ITableSource source, CancellationToken ct)
    {
        var findings = new List<DoctorFinding>();
        var vault = keys.TryOpen() is { } ring ? new TokenVault(ring) : null;
        var (table, good) = (source.Tables.Single(table => table.Name == "channels"), 0);
        await foreach (var row in source.ReadAsync(table, ct))
        {
            var values = table.Columns.Zip(row).ToDictionary(pair => pair.First.Name, pair => pair.Second);
            if (Judge(values, vault) is not { } finding) good++;
            else if (finding.Level != DoctorLevel.Ok) findings.Add(finding);
        }
        findings.Add(DoctorFinding.Ok("accounts", good == 1 ? "1 account can be used." : $"{good} accounts can be used."));
        return findings;
    }

    /// <returns>Null where it can be used; ok where nobody wants to.</returns>
    private DoctorFinding? Judge(Dictionary<string, object?> row, TokenVault? vault)
    {
        var name = $"@{row["username"]} ({row["platform"]})";
        if (row["token"] is not string token) return DoctorFinding.Ok("accounts", $"{name} is disconnected.");
        if (vault?.Opens(token, (Guid)row["id"]!) == false)
            return DoctorFinding.Error("accounts", $"What opens {name} cannot be opened with the keys at hand.", "Bring back the keys of its time, or connect the account again.");
        var channel = new Channel
        {
            Id = (Guid)row["id"]!,
            WorkspaceId = (Guid)row["workspace_id"]!,
            Platform = (string)row["platform"]!,
            RemoteId = (string)row["remote_id"]!,
            Username = (string)row["username"]!,
            State = Words.Parse<ChannelState>((string)row["state"]!),
            TokenExpiresAt = Time(row["token_expires_at"]),
            Renewal = new TokenRenewal(Time(row["renew_at"]), null, 0, row["renew_error"] is null ? null : new RenewalError("", "", time.GetUtcNow())),
            CreatedAt = Time(row["created_at"])!.Value,
            UpdatedAt = Time(row["updated_at"])!.Value,
        };
        return TokenHealthRules.Of(channel, time.GetUtcNow()) switch
        {
            TokenHealth.Dead => DoctorFinding.Error("accounts", $"The access to {name} has ended.", "Connect the account again: its posts wait."),
            TokenHealth.ReconnectSoon => DoctorFinding.Warning("accounts", $"The access to {name} ends{(channel.TokenExpiresAt is { } end ? $" on {end:yyyy-MM-dd}" : " soon")}, and cannot be renewed by itself.", "Connect the account again before."),
            TokenHealth.RenewalFailing => DoctorFinding.Warning("accounts", $"Renewing the access to {name} fails.", "It is tried again by itself; see the account's page, and connect it again where that says so."),
            _ => null,
        };
    }

    private static DateTimeOffset? Time(object? value) => value is long at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
