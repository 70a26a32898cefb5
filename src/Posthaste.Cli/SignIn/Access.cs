using System.CommandLine;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.SignIn;

/// <summary>Which server a command speaks to, and with which key.</summary>
/// <param name="From">Where the key comes from, for a person.</param>
internal sealed record Access(Uri Server, string Key, string From)
{
    /// <exception cref="CommandFailedException">Nobody is signed in, or it is not clear where.</exception>
    public static Access Find(ParseResult parsed, Terminal terminal)
    {
        var (server, workspace) = (ServerWanted(parsed, terminal), parsed.GetValue(GlobalOptions.Workspace));
        if (terminal.Variable(GlobalOptions.KeyVariable) is { } key)
        {
            if (workspace is not null)
                throw new CommandFailedException(ExitCode.Usage, $"{GlobalOptions.KeyVariable} is set, and a key is for one workspace: leave out --workspace, or unset the variable.");
            // A key goes where it is said to go, and never to whichever server was signed in to last.
            if (server is null)
                throw new CommandFailedException(ExitCode.Usage, $"{GlobalOptions.KeyVariable} is set: say which server it is for, with --server or {GlobalOptions.ServerVariable}.");
            return new Access(server, CheckKey(key), GlobalOptions.KeyVariable);
        }
        var file = new CredentialFile(terminal);
        var found = Choose(file.Read(), server, workspace);
        if (found is [var first, ..]) return new Access(Address.OfServer(first.Server), first.ApiKey, file.Path);
        var where = (server is null ? "" : $" to {Address.Shown(server)}") + (workspace is null ? "" : $", workspace {workspace}");
        throw new CommandFailedException(ExitCode.NotAllowed, $"You are not signed in{where}. Run `posthaste sign-in`, or set {GlobalOptions.ServerVariable} and {GlobalOptions.KeyVariable}.");
    }

    public static Uri? ServerWanted(ParseResult parsed, Terminal terminal) =>
        (parsed.GetValue(GlobalOptions.Server) ?? terminal.Variable(GlobalOptions.ServerVariable)) is { } text ? Address.OfServer(text) : null;

    /// <summary>Those that are meant, in the file's order.</summary>
    public static IReadOnlyList<Credential> Choose(IEnumerable<Credential> all, Uri? server, string? workspace) =>
        [.. all.Where(credential => (server is null || credential.Server == Address.Shown(server))
            && (workspace is null || credential.WorkspaceId == workspace || credential.Workspace.Equals(workspace, StringComparison.OrdinalIgnoreCase)))];

    /// <exception cref="CommandFailedException">No key looks like this.</exception>
    public static string CheckKey(string key)
    {
        key = key.Trim();
        // Else it cannot stand in a header, and the error would quote it.
        if (key.Length is 0 or > 500 || !key.All(c => c is > ' ' and <= '~'))
            throw new CommandFailedException(ExitCode.Usage, "This is no API key: expected is one line such as ph_…, without spaces.");
        return key;
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => $"{Address.Shown(Server)}, key from {From}";
}
