namespace Posthaste.Cli;

/// <summary>What the program ends with. docs/cli.md lists them; they are never given another meaning.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The server failed, or answered what nobody understands.</summary>
    public const int Unexpected = 1;

    /// <summary>The command line, or a file that it names, is wrong. Nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>Nobody is signed in, the key is not good, or it may not do this.</summary>
    public const int NotAllowed = 3;

    public const int NotFound = 4;

    /// <summary>The server refused it and said why.</summary>
    public const int Refused = 5;

    /// <summary>The server cannot be reached, or cannot do it at this moment: the same command may work later.</summary>
    public const int Unreachable = 6;

    /// <summary>Who waited for a post did not see it published: somebody must look, or it takes longer than one wanted to wait.</summary>
    public const int NotPublished = 7;

    /// <summary>Ended by Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;
}

/// <summary>Ends the command with a sentence for a person.</summary>
internal sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
