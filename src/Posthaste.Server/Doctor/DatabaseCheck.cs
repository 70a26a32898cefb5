using System.Globalization;
using Npgsql;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Doctor;

/// <summary>The database answers, has this program's schema, and has the server's time. Reads only, also beside a server that runs.</summary>
internal sealed class DatabaseCheck(CopyEnds ends, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(5);

    public string Name => "database";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        try
        {
            var before = time.GetUtcNow();
            await using var source = await ends.OpenSourceAsync(ct);
            return [Version(source.Version), Clock(source.At, before)];
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
}
