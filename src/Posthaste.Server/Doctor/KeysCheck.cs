using Posthaste.Channels;

namespace Posthaste.Server.Doctor;

/// <summary>The master keys can be used.</summary>
internal sealed class KeysCheck(KeySource keys, DataFolder folder) : IDoctorCheck
{
    public string Name => "keys";

    public Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<DoctorFinding>>([Check()]);

    /// <returns>Null where there are none yet, or they cannot be used.</returns>
    public KeyRing? TryOpen()
    {
        // Opening keys.json would make it.
        if (keys is KeySource.Own && !File.Exists(KeyFile.PathIn(folder.Path))) return null;
        try
        {
            return keys.Open();
        }
        catch (KeyRingException)
        {
            return null;
        }
    }

    private DoctorFinding Check()
    {
        if (keys is KeySource.Own && !File.Exists(KeyFile.PathIn(folder.Path)))
            return DoctorFinding.Warning(Name, "There is no keys.json.", "The first start makes it. Where accounts are connected already, put the one of their time into the data folder before.");
        try
        {
            return DoctorFinding.Ok(Name, $"{keys.Name} can be used, and seals with {keys.Open().Sealing.Id}.");
        }
        catch (KeyRingException e)
        {
            return DoctorFinding.Error(Name, e.Message, "Without them no account can be opened. Bring the keys back from a backup.");
        }
    }
}
