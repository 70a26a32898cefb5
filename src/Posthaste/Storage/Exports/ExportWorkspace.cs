using Posthaste.Storage.Copies;

namespace Posthaste.Storage.Exports;

/// <param name="Manifest">Of the archive.</param>
/// <param name="Cancelled">Posts on their way to an account when it was made, which are cancelled in it.</param>
/// <param name="Undecided">Those that may be live, which a person has to decide on.</param>
internal sealed record ExportedWorkspace(BackupManifest Manifest, int Cancelled, int Undecided);

/// <summary>Puts one workspace into a file that another server can import, while this one goes on: its accounts without their access, its library, posts, plans and history.</summary>
internal sealed class ExportWorkspace(MakeBackup backup)
{
    /// <param name="source">Disposed of as soon as it is read.</param>
    /// <param name="provider"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="program">The version of this program.</param>
    /// <param name="workspaceId">Null where there is one alone.</param>
    /// <param name="path">Where the export is to be; there is no such file.</param>
    /// <param name="ct">Ends it; nothing is left behind then.</param>
    /// <exception cref="BackupException">There is no such workspace, or such a file; or it cannot be written.</exception>
    public async Task<ExportedWorkspace> RunAsync(ITableSource source, string provider, string program, Guid? workspaceId, string path, CancellationToken ct)
    {
        await using (source)
        {
            CopyChecks.Current(source.Version, CopyChecks.Known, "The database");
            var workspace = Choose(await WorkspacesAsync(source, ct), workspaceId);
            var rested = await WorkspaceAtRest.OpenAsync(source, workspace.Id, ct);
            var manifest = await backup.RunAsync(rested, provider, program, keysPath: null, path, ct, workspace);
            return new ExportedWorkspace(manifest, rested.Cancelled, rested.Undecided);
        }
    }

    private static BackupManifest.WorkspaceEntry Choose(IReadOnlyList<BackupManifest.WorkspaceEntry> all, Guid? wanted)
    {
        if (wanted is null && all is [var only]) return only;
        return all.FirstOrDefault(workspace => workspace.Id == wanted) ?? throw new BackupException(
            $"{(wanted is null ? "There are several workspaces" : $"There is no workspace {wanted}")}. Say which one with --workspace=ID: {string.Join(", ", all.Select(workspace => $"{workspace.Id} is {workspace.Name}"))}.");
    }

    private static async Task<IReadOnlyList<BackupManifest.WorkspaceEntry>> WorkspacesAsync(ITableSource source, CancellationToken ct)
    {
        var table = source.Tables.Single(table => table.Name == "workspaces");
        var all = new List<BackupManifest.WorkspaceEntry>();
        await foreach (var row in source.ReadAsync(table, ct)) all.Add(new BackupManifest.WorkspaceEntry((Guid)row[table.IndexOf("id")]!, (string)row[table.IndexOf("name")]!));
        return all;
    }
}
