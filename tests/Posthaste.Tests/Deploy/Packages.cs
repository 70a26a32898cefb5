using System.Runtime.InteropServices;

namespace Posthaste.Tests.Deploy;

/// <summary>What <c>tools/package.sh</c> makes.</summary>
internal static class Packages
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "packages");

    /// <summary>Builds those of this kind of machine.</summary>
    /// <returns>Its name, such as <c>linux-x64</c>.</returns>
    public static async Task<string> BuildAsync()
    {
        var rid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        await Shell.RunAsync($"tools/package.sh {rid}");
        return rid;
    }

    public static string Newest(string pattern) => Directory.EnumerateFiles(Folder, pattern).OrderBy(File.GetLastWriteTimeUtc).Last();
}
