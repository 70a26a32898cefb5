using System.CommandLine;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.SignIn;

/// <summary><c>whoami</c>: which server and workspace commands are for.</summary>
internal static class WhoAmICommand
{
    public static Command Make(Terminal terminal) =>
        new Command("whoami", "Says which server and workspace commands are for, and asks the server whether the key is good.").Does(terminal, async run =>
        {
            var workspace = await run.Api.GetAsync("workspace", run.Ct);
            run.Show(workspace, () => run.Out.Details(
                ("server", Address.Shown(run.Access.Server)),
                ("workspace", workspace.Text("name")),
                ("id", workspace.Text("id")),
                ("time zone", workspace.Text("timeZone")),
                ("approval", workspace.Text("approvalPolicy")),
                ("key from", run.Access.From)));
            return ExitCode.Ok;
        });
}
