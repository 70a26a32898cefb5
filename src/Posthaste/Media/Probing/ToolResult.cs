namespace Posthaste.Media.Probing;

/// <summary>How one run of ffprobe, ffmpeg or libvips ended.</summary>
internal abstract record ToolResult
{
    private ToolResult() { }

    public sealed record Done(string Output) : ToolResult;

    /// <summary>The program is not installed, or cannot be started.</summary>
    public sealed record Missing(string Tool) : ToolResult;

    /// <summary>The program gave up on the file, or fell over it. The errors are the beginning of what it said; for the log.</summary>
    public sealed record Failed(int ExitCode, string Errors) : ToolResult;

    /// <summary>It ran into the limit on time, memory or output and was ended.</summary>
    public sealed record OverLimit : ToolResult;
}
