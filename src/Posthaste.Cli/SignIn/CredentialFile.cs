using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.SignIn;

/// <summary>One key that somebody signed in with.</summary>
/// <param name="Server">As <see cref="Address.Shown"/> writes it.</param>
/// <param name="Workspace">What it was called at that time.</param>
internal sealed record Credential(string Server, string WorkspaceId, string Workspace, string ApiKey)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => $"{Server}, {Workspace}";
}

/// <summary>The keys of this user, the one used last first: <c>~/.config/posthaste/credentials.json</c>, for nobody else to read.</summary>
internal sealed class CredentialFile(Terminal terminal)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = System.IO.Path.Combine(Folder(terminal), "posthaste", "credentials.json");

    /// <exception cref="CommandFailedException">Others can read or change it, or it is damaged.</exception>
    public IReadOnlyList<Credential> Read()
    {
        if (!File.Exists(Path)) return [];
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
        {
            throw new CommandFailedException(ExitCode.NotAllowed,
                $"{Path} can be read by others, so its keys may be known to them. Close it with `chmod 600 {Path}`; if others use this machine, revoke the keys and sign in with new ones.");
        }
        try
        {
            return [.. JsonElement.Parse(File.ReadAllText(Path)).Items("signIns").Select(item =>
                new Credential(item.Needed("server"), item.Needed("workspaceId"), item.Needed("workspace"), item.Needed("apiKey")))];
        }
        catch (JsonException)
        {
            throw new CommandFailedException(ExitCode.NotAllowed, $"{Path} is damaged. Delete it and sign in again.");
        }
    }

    /// <summary>Puts one first. Another one for the same workspace goes.</summary>
    public void Add(Credential credential) =>
        Write([credential, .. Read().Where(kept => (kept.Server, kept.WorkspaceId) != (credential.Server, credential.WorkspaceId))]);

    public void Remove(IReadOnlyCollection<Credential> gone) => Write([.. Read().Except(gone)]);

    private void Write(IReadOnlyList<Credential> credentials)
    {
        if (credentials.Count == 0)
        {
            File.Delete(Path);
            return;
        }
        var json = new JsonObject
        {
            ["signIns"] = new JsonArray([.. credentials.Select(credential => new JsonObject
            {
                ["server"] = credential.Server,
                ["workspaceId"] = credential.WorkspaceId,
                ["workspace"] = credential.Workspace,
                ["apiKey"] = credential.ApiKey,
            })]),
        };
        MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        // Closed from its first byte on, and whole or not there at all.
        var next = $"{Path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new StreamWriter(next, options)) file.Write(json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.Move(next, Path, overwrite: true);
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static string Folder(Terminal terminal)
    {
        if (terminal.Variable("XDG_CONFIG_HOME") is { } config && System.IO.Path.IsPathRooted(config)) return config;
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        return System.IO.Path.Combine(terminal.Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
    }
}
