using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Exports;

namespace Posthaste.Server.Verbs;

/// <summary><c>export</c>: puts one workspace into a file that another server can import, also while this one runs.</summary>
internal static class Export
{
    private const string Workspace = "--workspace=";

    public static async Task<int> RunAsync(string file, string[] args)
    {
        Guid? workspace = null;
        if (VerbAnswer.Value(args, Workspace) is { } wanted)
        {
            if (!Guid.TryParse(wanted, out var id)) return VerbAnswer.Fail($"{Workspace}{wanted} is no id of a workspace.");
            workspace = id;
        }
        await using var app = ServerApp.Build([.. args.Where(arg => !arg.StartsWith(Workspace, StringComparison.Ordinal))]);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var ends = app.Services.GetRequiredService<CopyEnds>();
        try
        {
            var source = await ends.OpenSourceAsync(CancellationToken.None);
            var exported = await app.Services.GetRequiredService<ExportWorkspace>().RunAsync(source, ends.Provider, Backup.ProgramVersion, workspace, file, CancellationToken.None);
            Console.WriteLine(Describe(file, exported));
            return 0;
        }
        catch (BackupException e)
        {
            return VerbAnswer.Fail(e.Message);
        }
    }

    private static string Describe(string file, ExportedWorkspace exported)
    {
        var manifest = exported.Manifest;
        var holds = string.Create(CultureInfo.InvariantCulture,
            $"""
            {file} holds the workspace {manifest.Workspace!.Name} as it was at {manifest.At:yyyy-MM-dd HH:mm:ss} UTC: {manifest.Tables.Sum(table => table.Sum.Rows):N0} rows and {manifest.Media.Files:N0} media files ({manifest.Media.Bytes:N0} bytes).
            It opens no account: no token, no password and no key is in it. Posts and pictures that nobody has seen yet are.
            """);
        if (exported.Cancelled + exported.Undecided == 0) return holds;
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            {holds}
            Of what is on its way here, {exported.Cancelled:N0} are cancelled in it and {exported.Undecided:N0} wait for a person to say whether they are live. This server goes on with them: take them off their way here before you schedule them anywhere else.
            """);
    }
}
