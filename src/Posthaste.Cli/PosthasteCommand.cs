using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Completion;
using Posthaste.Cli.Jobs;
using Posthaste.Cli.Mcp;
using Posthaste.Cli.Media;
using Posthaste.Cli.Output;
using Posthaste.Cli.Planning;
using Posthaste.Cli.Posts;
using Posthaste.Cli.SignIn;
using Posthaste.Cli.Watching;

namespace Posthaste.Cli;

/// <summary>The whole command: what it takes, and how each way of ending becomes an exit code.</summary>
internal static class PosthasteCommand
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken ct = default)
    {
        var command = Make(terminal);
        // Else a caption such as "@ann, thank you" is taken for the name of a file with arguments.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        if (args is [var directive, var line] && Suggestions.PositionIn(directive, line) is { } position)
        {
            Suggestions.Write(command, line, position, parser, terminal.Out);
            return ExitCode.Ok;
        }

        var parsed = command.Parse(args, parser);
        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        if (!terminal.OwnsProcess) invocation.ProcessTerminationTimeout = null;
        if (parsed.Action is ParseErrorAction errors) errors.ShowHelp = false;
        try
        {
            var code = await parsed.InvokeAsync(invocation, ct);
            if (parsed.Action is not ParseErrorAction) return code;
            await terminal.Error.WriteLineAsync($"`{NameOf(parsed)} --help` says how it is used.");
            return ExitCode.Usage;
        }
        catch (RefusedException refused)
        {
            ProblemText.Write(refused.Problem, terminal.Error, parsed.GetValue(GlobalOptions.Json));
            return refused.Problem.ExitCode;
        }
        catch (CommandFailedException failed)
        {
            await terminal.Error.WriteLineAsync(failed.Message);
            return failed.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    internal static Command Make(Terminal terminal) => new("posthaste", "Publishes with a Posthaste server: media, posts, and what becomes of them.")
    {
        new HelpOption(),
        new Option<bool>("--version") { Description = "Says which version this is.", Action = new ShowVersion(terminal) },
        GlobalOptions.Server,
        GlobalOptions.Workspace,
        GlobalOptions.Json,
        GlobalOptions.Quiet,
        SignInCommand.Make(terminal),
        SignOutCommand.Make(terminal),
        WhoAmICommand.Make(terminal),
        MediaCommand.Make(terminal),
        PostCommand.Make(terminal),
        JobsCommand.Make(terminal),
        ChannelsCommand.Make(terminal),
        CalendarCommand.Make(terminal),
        WatchCommand.Make(terminal),
        McpCommand.Make(terminal),
        CompletionCommand.Make(terminal),
    };

    private static string NameOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = (System.CommandLine.Parsing.SymbolResult?)parsed.CommandResult; result is System.CommandLine.Parsing.CommandResult of; result = of.Parent)
            names.Insert(0, of.Command.Name);
        return string.Join(' ', names);
    }

    private sealed class ShowVersion(Terminal terminal) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(PosthasteCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            terminal.Out.WriteLine($"posthaste {version.Split('+')[0]}");
            return ExitCode.Ok;
        }
    }
}
