using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Exports;

namespace Posthaste.Server.Verbs;

/// <summary><c>import</c>: brings an exported workspace into this server beside those that it has. With SQLite the server must be stopped first.</summary>
internal static class Import
{
    private const string Owner = "--owner=";

    public static async Task<int> RunAsync(string file, string[] args)
    {
        await using var app = ServerApp.Build([.. args.Where(arg => !arg.StartsWith(Owner, StringComparison.Ordinal))]);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        try
        {
            await using var export = await BackupReader.OpenAsync(file, CancellationToken.None);
            await using var live = app.Services.GetRequiredService<CopyEnds>().OpenLive();
            var owner = VerbAnswer.Value(args, Owner);
            var imported = await app.Services.GetRequiredService<ImportWorkspace>().RunAsync(export, live, owner, CancellationToken.None);
            Console.WriteLine(Describe(imported, export.Manifest, owner));
            return 0;
        }
        catch (BackupException e)
        {
            return VerbAnswer.Fail(e.Message);
        }
    }

    private static string Describe(ImportedWorkspace imported, BackupManifest manifest, string? owner) => string.Create(CultureInfo.InvariantCulture,
        $"""
        Imported the workspace {imported.Name} as it was at {manifest.At:yyyy-MM-dd HH:mm:ss} UTC: {imported.Rows:N0} rows, each compared with the export, and {manifest.Media.Files:N0} media files. Its id here is {imported.Id}.
        {(owner is null ? $"Nobody is in it yet: posthaste-server create-key NAME --role=owner --workspace={imported.Id} makes a key for it." : $"{owner} owns it.")}
        Its accounts are disconnected, and nothing of it is scheduled: connect each account again, then schedule what is planned, once the server that it is from no longer does.
        """);
}
