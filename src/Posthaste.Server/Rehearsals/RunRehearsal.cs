using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Media.Files;
using Posthaste.Storage;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Rehearsals;

namespace Posthaste.Server.Rehearsals;

/// <summary>Runs the engine over the coming days on a copy of the database, as fast as it goes, and tells what became of each post. The database is only read, nothing is
/// sent, and nothing stays (docs/decisions/0034-assistants-and-rehearsals.md).</summary>
internal sealed class RunRehearsal(IConfiguration settings, CopyEnds ends, MediaFiles files, TimeProvider time)
{
    /// <summary>This long after its last post, so that one that waits may still come.</summary>
    private static readonly TimeSpan After = TimeSpan.FromHours(2);

    /// <summary>The engine gets this near to what it does next by itself; longer than it arms ahead.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>By the real clock: the engine has been at one thing for too long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="BackupException">There is no database, or it cannot be copied.</exception>
    /// <exception cref="RehearsalException">What came of it cannot be relied on.</exception>
    public async Task<RehearsalReport> RunAsync(TimeSpan ahead, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-rehearsal-");
        try
        {
            var from = await CopyAsync(folder.FullName, ct);
            return await RehearseAsync(folder.FullName, from, from + ahead, ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<DateTimeOffset> CopyAsync(string folder, CancellationToken ct)
    {
        await using var source = await ends.OpenSourceAsync(ct);
        await RehearsalCopy.RunAsync(source, new StorageOptions().SqlitePath(folder), ct);
        return time.GetUtcNow();
    }

    private async Task<RehearsalReport> RehearseAsync(string folder, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var (clock, network) = (new RehearsalTime(from), new ClosedNetwork());
        await using var services = RehearsalServices.Build(settings, folder, clock, network);
        var database = services.GetRequiredService<Database>();
        await database.MigrateAsync(ct);
        var reads = new RehearsalReads(database);
        await LinkFilesAsync(services.GetRequiredService<MediaFiles>(), reads, ct);
        var reading = ActivatorUtilities.CreateInstance<ReadRehearsal>(services);
        var expected = await reading.ExpectAsync(from, to, ct);

        var notes = new RehearsalNotes();
        using var engine = ActivatorUtilities.CreateInstance<EngineService>(services);
        await engine.StartAsync(ct);
        try
        {
            await WalkAsync(clock, reads, services.GetRequiredService<IJobStore>(), notes, to + After, ct);
        }
        finally
        {
            await engine.StopAsync(CancellationToken.None);
        }
        if (network.Tries > 0)
            throw new RehearsalException("Something in the rehearsal tried to reach a network, and was not let: what it came to cannot be relied on. This is a fault of the program, please report it.");
        return new RehearsalReport { From = from, To = to, Posts = await reading.ReadAsync(expected, notes, from, to, ct) };
    }

    /// <summary>The library as it is, by links: what the rehearsal would take away is a link, and what it makes is its own.</summary>
    private async Task LinkFilesAsync(MediaFiles copy, RehearsalReads reads, CancellationToken ct)
    {
        foreach (var name in await reads.FilesAsync(ct))
        {
            if (!files.Has(name)) continue;
            var link = copy.PathOf(name);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, files.PathOf(name));
        }
    }

    private static async Task WalkAsync(RehearsalTime clock, RehearsalReads reads, IJobStore jobs, RehearsalNotes notes, DateTimeOffset until, CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (clock.GetUtcNow() is var now && now < until)
        {
            var pace = await reads.PaceAsync(ct);
            var next = pace.NextAt is { } at && at < until ? at : until;
            if (!pace.IsBusy && next - now > Near)
            {
                // What is held up stays so for longer than from one leap to the next.
                foreach (var (id, forLimit) in await reads.HeldAsync(ct)) await notes.AddAsync(id, forLimit, jobs, ct);
                clock.Leap(next - now - (Near / 2));
                since = TimeProvider.System.GetTimestamp();
            }
            else if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new RehearsalException("The engine of the rehearsal did not get on for a minute. Try again when this machine has less to do.");
            }
            await Task.Delay(Look, TimeProvider.System, ct);
        }
    }
}
