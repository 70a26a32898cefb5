using System.Diagnostics;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Verbs;

/// <summary><c>create-key</c>: makes an API key of a workspace, for whoever has the machine. With SQLite the server must be stopped first.</summary>
internal static class CreateKey
{
    private const string RoleFlag = "--role=";
    private const string WorkspaceFlag = "--workspace=";

    /// <param name="to">Where the key goes, and nothing else.</param>
    public static async Task<int> RunAsync(string name, string[] args, TextWriter to)
    {
        var (role, workspace) = (VerbAnswer.Value(args, RoleFlag) ?? Words.Of(Role.Editor), VerbAnswer.Value(args, WorkspaceFlag) ?? Workspace.FirstId.ToString());
        if (!Words.TryParse<Role>(role, out var wanted)) return VerbAnswer.Fail($"{RoleFlag}{role}: there is no such role. It is one of {string.Join(", ", Words.All<Role>())}.");
        if (!Guid.TryParse(workspace, out var id)) return VerbAnswer.Fail($"{WorkspaceFlag}{workspace} is no id of a workspace.");
        await using var app = ServerApp.Build([.. args.Where(arg => !arg.StartsWith(RoleFlag, StringComparison.Ordinal) && !arg.StartsWith(WorkspaceFlag, StringComparison.Ordinal))]);
        await ServerApp.PrepareAsync(app, CancellationToken.None);
        if (await app.Services.GetRequiredService<IWorkspaceStore>().FindAsync(id, CancellationToken.None) is not { } found) return VerbAnswer.Fail($"{WorkspaceFlag}{id}: there is no such workspace.");

        var by = new Grantor("posthaste-server create-key", RightsTable.Of(Role.Owner));
        switch (await app.Services.GetRequiredService<CreateApiKey>().RunAsync(id, new NewApiKey(name, KeyScope.Of(wanted)), by, CancellationToken.None))
        {
            case CreateApiKeyResult.Created created:
                // The key alone, so that a script can take it.
                await to.WriteLineAsync(created.Text.Reveal());
                Console.Error.WriteLine($"The key {created.Key.Name} opens {found.Name} as {role}. It is shown this once.");
                return 0;
            case CreateApiKeyResult.Refused refused:
                return VerbAnswer.Fail(refused.Message);
            case CreateApiKeyResult.Expired or CreateApiKeyResult.NotAllowed:
            default:
                throw new UnreachableException();
        }
    }
}
