using System.CommandLine;
using Posthaste.Bench.Compare;
using Posthaste.Bench.Engine;
using Posthaste.Bench.Handoff;
using Posthaste.Bench.Lateness;
using Posthaste.Bench.Memory;
using Posthaste.Bench.Stub;

namespace Posthaste.Bench;

/// <summary>Measures the real server against the real sandbox, each as a process of its own. See bench/README.md.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Figures about Posthaste, on this machine.") { LatenessCommand.Make(), MemoryCommand.Make(), CompareCommand.Make(), EngineCommand.Make(), LoopCommand.Make(), HandoffCommand.Make(), StubCommand.Make() };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What this programme itself says is wrong; its sentence is enough.
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
