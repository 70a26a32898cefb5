using System.Text;

namespace Posthaste.Cli;

/// <summary>What is around the command: where it reads and writes, its environment, its clock. Tests bring their own.</summary>
internal sealed record Terminal
{
    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public bool InIsTerminal { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>In columns; only of use where something is a terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>A variable of the environment; null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Where relative file names begin.</summary>
    public required string Folder { get; init; }

    /// <summary>Reads a line that nobody sees.</summary>
    public required Func<string> ReadSecret { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Standard input and output as bytes, for what is spoken over them.</summary>
    public Func<(Stream In, Stream Out)> OpenStreams { get; init; } = () => (Console.OpenStandardInput(), Console.OpenStandardOutput());

    /// <summary>Whether Ctrl-C is listened to. Within another program it is not the command's.</summary>
    public bool OwnsProcess { get; init; }

    public static Terminal OfThisProcess() => new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        InIsTerminal = !Console.IsInputRedirected,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Width = WidthOfConsole(),
        Environment = System.Environment.GetEnvironmentVariable,
        Folder = System.Environment.CurrentDirectory,
        ReadSecret = ReadWithoutEcho,
        Zone = TimeZoneInfo.Local,
        Time = TimeProvider.System,
        OwnsProcess = true,
    };

    /// <returns>Null for what is not set or empty.</returns>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    public string PathOf(string file) => Path.GetFullPath(file, Folder);

    private static int WidthOfConsole()
    {
        if (Console.IsOutputRedirected && Console.IsErrorRedirected) return 80;
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private static string ReadWithoutEcho()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace) text.Length = Math.Max(0, text.Length - 1);
            else if (!char.IsControl(key.KeyChar)) text.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return text.ToString();
    }
}
