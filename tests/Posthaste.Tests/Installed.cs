namespace Posthaste.Tests;

/// <summary>Programs of this machine that tests work with.</summary>
internal static class Installed
{
    // Who is not root has these on no path, and programs that are for root alone are in them.
    private static readonly string[] s_folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), .. OperatingSystem.IsWindows() ? [] : (string[])["/usr/local/sbin", "/usr/sbin", "/sbin"]];

    /// <param name="program">Its name.</param>
    /// <param name="elsewhere">Folders that are on no path.</param>
    /// <returns>Its whole path; null where it is not installed.</returns>
    public static string? Find(string program, params IEnumerable<string> elsewhere) =>
        s_folders.Concat(elsewhere).Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program)).FirstOrDefault(File.Exists);

    /// <summary>Skips the test where the program is not installed. In CI it fails there: what it proves must not go unproved unnoticed.</summary>
    /// <returns>Its whole path.</returns>
    public static string Need(string program, string package)
    {
        var path = Find(program);
        Assert.SkipUnless(path is not null || Environment.GetEnvironmentVariable("CI") == "true", $"{program} is not installed. On Debian or Ubuntu: apt-get install --no-install-recommends {package}");
        Assert.True(path is not null, $"{program} is not installed, and in CI every test runs: apt-get install --no-install-recommends {package}");
        return path;
    }
}
