using System.Diagnostics;

namespace Posthaste.Tests.Deploy;

/// <summary>Lines that a person would type at the root of the checkout.</summary>
internal static class Shell
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <returns>What it printed; it must end well.</returns>
    public static async Task<string> RunAsync(string command)
    {
        // What is left behind would hold a pipe open.
        var log = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"({command}) >'{log}' 2>&1 </dev/null"]) { WorkingDirectory = Repository.Root })!;
            await process.WaitForExitAsync(Ct);
            var printed = await File.ReadAllTextAsync(log, CancellationToken.None);
            Assert.True(process.ExitCode == 0, $"{command}\nended with {process.ExitCode}:\n{printed}");
            return printed;
        }
        finally
        {
            File.Delete(log);
        }
    }
}
