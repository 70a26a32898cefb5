using System.CommandLine;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.SignIn;

/// <summary><c>sign-out</c>: forgets keys on this machine. They stay good until somebody revokes them.</summary>
internal static class SignOutCommand
{
    private static readonly Option<bool> s_all = new("--all") { Description = "Forgets every key, of every server." };

    public static Command Make(Terminal terminal)
    {
        var command = new Command("sign-out", "Forgets the key that is in use, or those of --server and --workspace.") { s_all };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        var file = new CredentialFile(terminal);
        var (all, server, workspace) = (file.Read(), Access.ServerWanted(parsed, terminal), parsed.GetValue(GlobalOptions.Workspace));
        var found = Access.Choose(all, server, workspace);
        IReadOnlyList<Credential> gone = parsed.GetValue(s_all) ? all : server is null && workspace is null ? [.. found.Take(1)] : found;
        var printer = new Printer(parsed, terminal);
        if (gone.Count == 0) printer.Say("Nobody is signed in there.");
        else file.Remove(gone);
        foreach (var credential in gone) printer.Say($"Signed out of {credential.Server}, workspace {credential.Workspace}. The key stays good until it is revoked.");
        return ExitCode.Ok;
    }
}
