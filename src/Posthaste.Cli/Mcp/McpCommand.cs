using System.CommandLine;

namespace Posthaste.Cli.Mcp;

/// <summary><c>mcp</c>: lets an assistant work with the workspace, over its standard input and output. docs/mcp.md says what it can never do.</summary>
internal static class McpCommand
{
    public static Command Make(Terminal terminal)
    {
        var folders = Words.Many("--media-folder", "A folder that the assistant may upload pictures and videos from. Without one it uploads nothing. May be given again.");
        var readOnly = new Option<bool>("--read-only") { Description = "Offers only the tools that change nothing." };
        var command = new Command("mcp", "Serves the Model Context Protocol to an assistant, on standard input and output.") { folders, readOnly };
        command.SetAction(async (parsed, ct) =>
        {
            // Standard output is the protocol's: whatever a command would say goes to the other one.
            var beside = terminal with { Out = terminal.Error, OutIsTerminal = false, ErrorIsTerminal = false };
            using (var run = new Run(parsed, beside, ct)) _ = run.Access;
            var tools = Offered(Folders(parsed.GetValue(folders) ?? [], terminal), parsed.GetValue(readOnly));
            var (input, output) = terminal.OpenStreams();
            await new AssistantServer(tools, parsed, beside).RunAsync(input, output, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <param name="folders">Null where it uploads nothing.</param>
    internal static IReadOnlyList<AssistantTool> Offered(MediaFolders? folders, bool readOnly)
    {
        var all = new List<AssistantTool>([.. ChannelTools.All, .. PostTools.All, .. JobTools.All, .. HealthTools.All, .. MediaTools.All, .. WritingTools.All, .. TimeTools.All]);
        if (folders is not null) all.Add(MediaTools.Upload(folders));
        return [.. all.Where(tool => !readOnly || tool.Effect == ToolEffect.Reads)];
    }

    private static MediaFolders? Folders(string[] named, Terminal terminal)
    {
        foreach (var folder in named)
        {
            if (!Directory.Exists(terminal.PathOf(folder))) throw new CommandFailedException(ExitCode.Usage, $"--media-folder {folder}: there is no such folder.");
        }
        return named.Length == 0 ? null : new MediaFolders([.. named.Select(terminal.PathOf)]);
    }
}
