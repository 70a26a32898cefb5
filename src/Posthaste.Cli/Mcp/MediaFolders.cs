namespace Posthaste.Cli.Mcp;

/// <summary>The folders that an assistant may upload from. What it reads may have been written by somebody who wants another file: a path, or a link on its way, that leads elsewhere is refused.</summary>
internal sealed class MediaFolders(IReadOnlyList<string> folders)
{
    private const int LongestChain = 40;

    private readonly IReadOnlyList<string> _folders = [.. folders.Select(folder => Real(Path.GetFullPath(folder)))];

    /// <summary>For people and assistants.</summary>
    public string Named => string.Join(", ", folders.Select(Path.GetFullPath));

    /// <exception cref="CommandFailedException">It is in none of them.</exception>
    public string Find(string path)
    {
        foreach (var folder in _folders)
        {
            var real = Real(Path.GetFullPath(path, folder));
            if (real.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && (Path.IsPathRooted(path) || File.Exists(real))) return real;
        }
        throw ToolCall.Wrong("path", $"\"{path}\" is no file below {Named}. A person can name further folders with --media-folder");
    }

    /// <summary>The path with every link on its way followed.</summary>
    private static string Real(string path)
    {
        var (real, rest, followed) = (Path.GetPathRoot(path)!, new Stack<string>(Parts(path)), 0);
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++followed > LongestChain) throw ToolCall.Wrong("path", "its links lead round in circles");
            var leadsTo = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(leadsTo)!;
            foreach (var step in Parts(leadsTo)) rest.Push(step);
        }
        return Path.TrimEndingDirectorySeparator(real);
    }

    /// <summary>The last one first.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
}
