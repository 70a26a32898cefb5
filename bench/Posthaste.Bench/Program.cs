using System.CommandLine;
using Posthaste.Bench.Lateness;
using Posthaste.Bench.Memory;

namespace Posthaste.Bench;

/// <summary>Measures the real server against the real sandbox, each as a process of its own. See bench/README.md.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Figures about Posthaste, on this machine.") { LatenessCommand.Make(), MemoryCommand.Make() };
        return await root.Parse(args).InvokeAsync();
    }
}
