using System.CommandLine;
using Posthaste.Cli.Api;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.SignIn;

/// <summary><c>sign-in</c>: tries a key and keeps it. The key comes from the environment, a pipe or an unseen line; never from the command line, which others can list.</summary>
internal static class SignInCommand
{
    public static Command Make(Terminal terminal)
    {
        var command = new Command("sign-in", $"Tries an API key and keeps it. It is asked for, or read from standard input or {GlobalOptions.KeyVariable}.");
        command.SetAction((parsed, ct) => RunAsync(parsed, terminal, ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        var server = Access.ServerWanted(parsed, terminal) ?? await AskServerAsync(terminal, ct);
        if (Address.IsOpen(server))
            await terminal.Error.WriteLineAsync($"{Address.Shown(server)} is not https: whoever is on the way can read the key.");
        var key = Access.CheckKey(terminal.Variable(GlobalOptions.KeyVariable) ?? await AskKeyAsync(terminal, ct));

        using var api = new ApiClient(server, key, terminal);
        var workspace = await api.GetAsync("workspace", ct);
        var credential = new Credential(Address.Shown(server), workspace.Needed("id"), workspace.Needed("name"), key);
        var file = new CredentialFile(terminal);
        file.Add(credential);
        new Printer(parsed, terminal).Say($"Signed in to {credential.Server}, workspace {credential.Workspace}. The key is kept in {file.Path}.");
        return ExitCode.Ok;
    }

    private static async Task<Uri> AskServerAsync(Terminal terminal, CancellationToken ct)
    {
        // Of a pipe the only line is the key.
        if (!terminal.InIsTerminal)
            throw new CommandFailedException(ExitCode.Usage, $"Say which server: --server https://posthaste.example, or {GlobalOptions.ServerVariable}.");
        await terminal.Error.WriteAsync("Server: ");
        return Address.OfServer(await terminal.In.ReadLineAsync(ct) ?? "");
    }

    private static async Task<string> AskKeyAsync(Terminal terminal, CancellationToken ct)
    {
        if (!terminal.InIsTerminal) return await terminal.In.ReadLineAsync(ct) ?? "";
        await terminal.Error.WriteAsync("API key (not shown): ");
        return terminal.ReadSecret();
    }
}
