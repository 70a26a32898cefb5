using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Deploy;

/// <summary>R-OPS-3: as much of the container file as can be tried without an engine: what it copies is what the packages are made as, and its look at the server's health works.
/// <see cref="DebianPackageTests"/> unpacks a real archive by its line.</summary>
public sealed partial class ContainerFileTests
{
    private static readonly string s_file = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "container", "Containerfile")).Replace("\\\n", "", StringComparison.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void What_it_copies_is_what_the_packages_are_made_as()
    {
        var package = File.ReadAllText(Path.Combine(Repository.Root, "tools", "package.sh"));
        var copied = Assert.Single(CopyFromOutside().Matches(s_file)).Groups["from"].Value;
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, "deploy", "container", "Containerfile.dockerignore"));

        Assert.Equal("artifacts/packages/posthaste-*-linux-*.tar.gz", copied);
        Assert.Contains("out=artifacts/packages", package, StringComparison.Ordinal);
        Assert.Contains("\"$out/posthaste-$version-$rid.tar.gz\"", package, StringComparison.Ordinal);
        Assert.Contains("!artifacts/packages/*.tar.gz", ignored);
        // What is started, and what is taken out, are in the archive under these names.
        foreach (Match path in InProgramFolder().Matches(s_file)) Assert.Contains($"$tree/{(path.Groups["name"].Value == "libe_sqlite3.so" ? "" : path.Groups["name"].Value)}", package, StringComparison.Ordinal);
    }

    [Fact]
    public void It_runs_without_root_and_writes_to_its_volume_alone()
    {
        Assert.Equal("10001:10001", User().Match(s_file).Groups[1].Value);
        Assert.True(s_file.LastIndexOf("\nRUN ", StringComparison.Ordinal) < s_file.IndexOf("\nUSER ", StringComparison.Ordinal), "Nothing is run after USER, as root or otherwise.");
        Assert.Equal("/var/lib/posthaste", Volume().Match(s_file).Groups[1].Value);
        Assert.Contains("Posthaste__DataDir=/var/lib/posthaste", s_file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_look_at_the_servers_health_tells_a_server_from_none()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var command = JsonSerializer.Deserialize<string[]>(HealthCheck().Match(s_file).Groups[1].Value)!;

        Assert.Equal(0, await RunAsync(command, server.BaseUrl.Port));
        Assert.NotEqual(0, await RunAsync(command, Ports.Next()));
    }

    private static async Task<int> RunAsync(string[] command, int port)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..].Select(part => part.Replace("5080", $"{port}", StringComparison.Ordinal))) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return process.ExitCode;
    }

    [GeneratedRegex(@"^COPY (?!--from)(?<from>\S+) ", RegexOptions.Multiline)]
    private static partial Regex CopyFromOutside();

    [GeneratedRegex(@"/opt/posthaste/(?<name>[\w.-]+)")]
    private static partial Regex InProgramFolder();

    [GeneratedRegex(@"^USER (\S+)$", RegexOptions.Multiline)]
    private static partial Regex User();

    [GeneratedRegex(@"^VOLUME (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Volume();

    [GeneratedRegex(@"^HEALTHCHECK .* CMD (\[.*\])$", RegexOptions.Multiline)]
    private static partial Regex HealthCheck();
}
