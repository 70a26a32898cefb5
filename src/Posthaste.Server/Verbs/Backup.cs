using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Verbs;

/// <summary><c>backup</c>: puts everything that a server keeps into one file, also while it runs.</summary>
internal static class Backup
{
    private const string WithoutKeys = "--without-keys";

    public static async Task<int> RunAsync(string file, string[] args)
    {
        // Mistyped, it would be taken for a setting, and the keys would be in the backup.
        if (args.FirstOrDefault(arg => arg.StartsWith("--without", StringComparison.OrdinalIgnoreCase) && arg != WithoutKeys) is { } unknown)
            return VerbAnswer.Fail($"There is no {unknown}. The master keys are left out with {WithoutKeys}.");
        await using var app = ServerApp.Build([.. args.Where(arg => arg != WithoutKeys)]);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var ends = app.Services.GetRequiredService<CopyEnds>();
        var keys = app.Services.GetRequiredService<KeySource>();
        var keysPath = KeyFile.PathIn(ends.DataFolder);
        var takesKeys = keys is KeySource.Own && !args.Contains(WithoutKeys) && File.Exists(keysPath);
        try
        {
            var source = await ends.OpenSourceAsync(CancellationToken.None);
            var manifest = await app.Services.GetRequiredService<MakeBackup>().RunAsync(source, ends.Provider, ProgramVersion, takesKeys ? keysPath : null, file, CancellationToken.None);
            Console.WriteLine(Describe(file, manifest));
            Console.WriteLine(OfKeys(keys, takesKeys));
            return 0;
        }
        catch (BackupException e)
        {
            return VerbAnswer.Fail(e.Message);
        }
    }

    public static string ProgramVersion => typeof(Backup).Assembly.GetName().Version?.ToString(3) ?? "0";

    private static string Describe(string file, BackupManifest manifest)
    {
        var rows = manifest.Tables.Sum(table => table.Sum.Rows);
        var missing = manifest.Media.Missing == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {manifest.Media.Missing:N0} more are named in the database and were not there: deleted a moment ago, or lost before.");
        return string.Create(CultureInfo.InvariantCulture,
            $"{file} holds {rows:N0} rows as they were at {manifest.At:yyyy-MM-dd HH:mm:ss} UTC, and {manifest.Media.Files:N0} media files ({manifest.Media.Bytes:N0} bytes).{missing}");
    }

    private static string OfKeys(KeySource keys, bool taken) => (keys, taken) switch
    {
        (_, true) => $"It holds the master keys too: whoever has it can publish on your accounts. Keep it as you keep passwords, or leave them out with {WithoutKeys} and keep keys.json somewhere else.",
        (KeySource.Own, false) => "The master keys are not in it, and without them no account and no authenticator can be opened. Keep keys.json of this day somewhere else.",
        _ => $"The master keys are not in it: they come from {keys.Name}. Keep those of this day somewhere else.",
    };
}
