using System.CommandLine;
using Posthaste.Cli;

namespace Posthaste.Tests.Cli;

/// <summary>The commands there are.</summary>
internal static class PosthasteCommandTree
{
    private static readonly Command s_root = PosthasteCommand.Make(new Terminal
    {
        In = TextReader.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Environment = _ => null,
        Folder = Path.GetTempPath(),
        ReadSecret = () => "",
        Zone = TimeZoneInfo.Utc,
        Time = TimeProvider.System,
    });

    /// <param name="path">Such as <c>post</c>; none for the first words.</param>
    public static IReadOnlyList<string> Below(IEnumerable<string> path) =>
        [.. path.Aggregate(s_root, (command, word) => command.Subcommands.Single(sub => sub.Name == word)).Subcommands.Select(command => command.Name)];

    /// <summary>Every command that does something, such as <c>post create</c>.</summary>
    public static IEnumerable<string> Leaves(string path = "")
    {
        var words = path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Below(words) is { Count: > 0 } below ? below.SelectMany(word => Leaves($"{path} {word}".Trim())) : [path];
    }
}
