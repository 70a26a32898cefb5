using System.Globalization;
using Posthaste.Channels;
using Posthaste.Media;

namespace Posthaste.Server.Doctor;

/// <summary>The data folder: it can be written, it has room, and nobody else may look into it.</summary>
internal sealed class FolderCheck(DataFolder folder, MediaOptions media, KeySource keys, TimeProvider time) : IDoctorCheck
{
    private const long LittleRoom = 2L << 30;
    private const long NoRoom = 200L << 20;

    public string Name => "storage";

    public Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        if (!Directory.Exists(folder.Path))
            return Task.FromResult<IReadOnlyList<DoctorFinding>>([DoctorFinding.Error(Name, $"There is no folder {folder.Path}.", "Name the server's folder with --DataDir, or start the server once, which makes it.")]);
        var findings = new List<DoctorFinding> { Writable(folder.Path, DataFolder.Key), Room() };
        if (media.Folder is { } other && Directory.Exists(other)) findings.Add(Writable(other, "Media:Folder"));
        if (!OperatingSystem.IsWindows()) findings.AddRange(Modes());
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(findings);
    }

    private DoctorFinding Writable(string path, string setting)
    {
        var probe = Path.Combine(path, $".doctor-{Guid.CreateVersion7(time.GetUtcNow()):N}");
        try
        {
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return DoctorFinding.Ok(Name, $"{path} can be written.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return DoctorFinding.Error(Name, $"{path} cannot be written: {e.Message}", $"Give it to the user that the server runs as, or choose another folder with {setting}.");
        }
    }

    private DoctorFinding Room() => folder.FreeBytes() switch
    {
        null => DoctorFinding.Ok(Name, "How much room there is left cannot be told."),
        < NoRoom and var free => DoctorFinding.Error(Name, $"There is hardly any room left: {Mebibytes(free)} MiB.", "Make room on that disk: without it posts wait, and nothing can be uploaded."),
        < LittleRoom and var free => DoctorFinding.Warning(Name, $"There is little room left: {Mebibytes(free)} MiB.", "Make room on that disk before it is full."),
        var free => DoctorFinding.Ok(Name, $"There is room: {Mebibytes(free!.Value)} MiB."),
    };

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private IEnumerable<DoctorFinding> Modes()
    {
        var secret = KeyFile.PathIn(folder.Path);
        if (keys is KeySource.Own && File.Exists(secret))
        {
            yield return (File.GetUnixFileMode(secret) & SecretFile.Others) == 0
                ? DoctorFinding.Ok(Name, "Only its owner may read keys.json.")
                : DoctorFinding.Error(Name, "Others than its owner may use keys.json, which opens every account.", $"Run `chmod 600 {secret}`.");
        }
        if ((File.GetUnixFileMode(folder.Path) & SecretFile.Others) != 0)
            yield return DoctorFinding.Warning(Name, $"Other users of this machine may look into {folder.Path}: posts, and what members' passwords were hashed to.", $"Run `chmod 700 {folder.Path}`.");
    }

    private static string Mebibytes(long bytes) => (bytes >> 20).ToString("N0", CultureInfo.InvariantCulture);
}
