using System.Diagnostics;

namespace Posthaste.Tests.Nodes;

/// <summary>The server of the last release, built from its commit into <c>artifacts/released</c>.</summary>
internal static class ReleasedProgram
{
    /// <summary>Version 0.1, whose schema has version 27: Storage/Released/README.md.</summary>
    private const string Commit = "f399e5724f84b74c92c3ce5f9ea0423ef46b75fc";

    /// <returns>The path of its program. Without git, or where the commit is not there, the test is skipped.</returns>
    public static async Task<string> BuildAsync()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "released", Commit);
        var program = Path.Combine(folder, "artifacts", "bin", "Posthaste.Server", "debug", "Posthaste.Server.dll");
        if (File.Exists(program)) return program;
        Assert.SkipUnless(await RunAsync("git", "cat-file", "-e", Commit) == 0, "The release is built from its commit, which is not in this checkout.");
        Directory.CreateDirectory(folder);
        Assert.Equal(0, await RunAsync("bash", "-c", $"set -euo pipefail; git archive {Commit} | tar -x -C '{folder}'; cd '{folder}'; dotnet build src/Posthaste.Server -v quiet --nologo -p:SkipWeb=true -p:RunAnalyzers=false >&2"));
        return program;
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Repository.Root })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
