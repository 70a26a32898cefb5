using System.CommandLine;

namespace Posthaste.Bench.Stub;

/// <summary><c>stub</c>: the platform that every measured queue calls.</summary>
internal static class StubCommand
{
    public static Command Make()
    {
        var port = new Option<int>("--port") { Description = "Of this machine; must be free.", Required = true };
        var delay = new Option<int>("--delay") { Description = "Milliseconds each call takes.", DefaultValueFactory = _ => 0 };
        var command = new Command("stub", "Answers calls and counts them. POST /call?job=…&account=…&due=… is a call; GET /stats tells, POST /reset forgets.")
        {
            port, delay,
        };
        command.SetAction((parsed, ct) => StubServer.RunAsync(parsed.GetValue(port), TimeSpan.FromMilliseconds(parsed.GetValue(delay)), ct));
        return command;
    }
}
