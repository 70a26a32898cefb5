using System.CommandLine;
using System.Text.Json.Nodes;

namespace Posthaste.Cli.Channels;

/// <summary><c>channels connect</c>: with a token that was made elsewhere, read from standard input or an unseen line. Signing in at a network takes a person's browser.</summary>
internal static class ConnectChannelCommand
{
    public static Command Make(Terminal terminal)
    {
        var platform = new Argument<string>("platform") { Description = "Such as instagram." };
        platform.CompletionSources.Add(Words.Platforms);
        var account = Words.Text("--account", "Which account, where the token opens several: its id at the network.", "id");
        var login = Words.Text("--login", "Which of the network's ways to sign in the token is of, where it has several.", "name");
        var host = Words.Text("--network-server", "Where the account lives, on networks of many servers.", "url");
        return new Command("connect", "Connects an account with a token, which is asked for, or read from standard input.") { platform, account, login, host }.Does(terminal, async run =>
        {
            var body = new JsonObject { ["platform"] = run.Get(platform), ["accessToken"] = await ReadTokenAsync(run) };
            if (run.Get(account) is { } id) body["remoteId"] = id;
            if (run.Get(login) is { } way) body["login"] = way;
            if (run.Get(host) is { } server) body["server"] = server;
            ChannelsCommand.ShowOne(run, await run.Api.PostAsync("channels", body, run.Ct), health: default);
            return ExitCode.Ok;
        });
    }

    private static async Task<string> ReadTokenAsync(Run run)
    {
        _ = run.Access; // Who is not signed in is told so before they paste a token.
        string token;
        if (run.Terminal.InIsTerminal)
        {
            await run.Terminal.Error.WriteAsync("Token (not shown): ");
            token = run.Terminal.ReadSecret();
        }
        else
        {
            token = await run.Terminal.In.ReadLineAsync(run.Ct) ?? "";
        }
        return token.Trim() is { Length: > 0 } given ? given : throw new CommandFailedException(ExitCode.Usage, "No token came: give it on standard input.");
    }
}
