using System.CommandLine;

namespace Posthaste.Cli;

/// <summary>What every command takes.</summary>
internal static class GlobalOptions
{
    public const string ServerVariable = "POSTHASTE_SERVER";
    public const string KeyVariable = "POSTHASTE_API_KEY";

    public static Option<string> Server { get; } = new("--server")
    {
        Description = $"The server's address, such as https://posthaste.example. Else {ServerVariable}, else the one signed in to last.",
        HelpName = "url",
        Recursive = true,
    };

    public static Option<string> Workspace { get; } = new("--workspace")
    {
        Description = "Which workspace, by name or id, where you signed in to several. A key is for one.",
        HelpName = "name",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Prints the server's answer as JSON, complete.", Recursive = true };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Prints ids and nothing else, one per line.", Recursive = true };
}
