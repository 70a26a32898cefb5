using System.CommandLine;

namespace Posthaste.Bench.Memory;

/// <summary><c>media-memory</c>: what a large video costs.</summary>
internal static class MemoryCommand
{
    public static Command Make()
    {
        var megabytes = new Option<int>("--megabytes") { Description = "Size of the video.", DefaultValueFactory = _ => 1024 };
        var file = new Option<string?>("--file") { Description = "A video of one's own instead of a generated one." };
        var command = new Command("media-memory", "Uploads a large video that must be transcoded, and samples the memory of the server and of its tools.") { megabytes, file };
        command.SetAction((parsed, ct) => MeasureMemory.RunAsync(parsed.GetValue(megabytes), parsed.GetValue(file), ct));
        return command;
    }
}
