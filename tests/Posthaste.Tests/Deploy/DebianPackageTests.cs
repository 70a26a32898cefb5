using System.Diagnostics;
using System.Text.RegularExpressions;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Deploy;

/// <summary>R-OPS-3: the packages are built, and the Debian package is installed, run as its unit says, removed and purged. This changes the machine, so only CI does it, as root.</summary>
public sealed partial class DebianPackageTests
{
    private const string Settings = "/etc/posthaste/posthaste.env";
    private const string Data = "/var/lib/posthaste";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Installed_it_serves_as_its_own_user_and_its_data_outlives_it()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/dpkg-deb") || Directory.Exists(Data))
            Assert.Skip("It installs a package on this machine: only CI does that, as root, on a Debian that has none yet.");
        var rid = await Packages.BuildAsync();
        var package = Packages.Newest("*.deb");
        try
        {
            await Shell.RunAsync($"DEBIAN_FRONTEND=noninteractive dpkg -i '{package}'");
            await ServesAsync();
            await Shell.RunAsync("dpkg -r posthaste");
            Assert.True(File.Exists(Settings) && File.Exists(Path.Combine(Data, "posthaste.db")), "Settings and data are kept.");
            Assert.False(Path.Exists("/usr/lib/posthaste") || File.Exists("/usr/bin/posthaste"), "The programs are gone.");
            await Shell.RunAsync("dpkg -P posthaste");
            Assert.False(Directory.Exists("/etc/posthaste"), "A purge takes the settings away.");
            Assert.True(File.Exists(Path.Combine(Data, "posthaste.db")), "The data is its owner's to delete.");
        }
        finally
        {
            await Shell.RunAsync($"dpkg -P posthaste; rm -rf '{Data}'; deluser --quiet --system posthaste || userdel posthaste || true");
        }
        await UnpacksForTheContainerAsync(rid);
    }

    /// <summary>No systemd runs where tests do: what its unit says is done by hand.</summary>
    private static async Task ServesAsync()
    {
        var unit = await File.ReadAllTextAsync("/lib/systemd/system/posthaste.service", Ct);
        Assert.Equal("600 root\n700 posthaste\n", await Shell.RunAsync($"stat -c '%a %U' {Settings} {Data}"));
        var url = $"http://127.0.0.1:{Ports.Next()}";
        await File.AppendAllTextAsync(Settings, $"Posthaste__urls={url}\nPosthaste__PublicBaseUrl={url}\n", Ct);

        var (user, start, environment) = (Of(unit, "User"), Of(unit, "ExecStart"), Of(unit, "Environment"));
        Assert.Contains($"EnvironmentFile=-{Settings}", unit, StringComparison.Ordinal);
        // Its exposure is that of deploy/systemd, which has a test: only the program's place is another.
        var ours = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "systemd", "posthaste.service"), Ct);
        Assert.Equal(Hardening(ours), Hardening(unit));
        // Its output goes to a file: what is left behind would hold a pipe open.
        var log = Path.GetTempFileName();
        using var service = Process.Start(new ProcessStartInfo("bash", ["-c",
            $"cd / && exec env -i PATH=/usr/bin:/bin $(grep -v '^#' {Settings} | xargs) {environment} setpriv --reuid={user} --regid={Of(unit, "Group")} --init-groups --no-new-privs -- {start} >'{log}' 2>&1"]))!;
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            await Eventually.TrueAsync(() => Eventually.AnswersAsync(http, "/readyz"), "the installed server is ready", () => File.ReadAllText(log));
            Assert.Contains("<div id=\"root\"", await http.GetStringAsync("/", Ct), StringComparison.Ordinal);
            Assert.Contains("setup#", await File.ReadAllTextAsync(log, Ct), StringComparison.Ordinal);

            var doctor = await Shell.RunAsync("posthaste-server doctor || true");
            Assert.Matches(Finding(), doctor);
            Assert.DoesNotContain("Posthaste cannot start", doctor, StringComparison.Ordinal);
            Assert.Contains("sign-in", await Shell.RunAsync("posthaste --help"), StringComparison.Ordinal);
            var backup = await Shell.RunAsync($"posthaste-server backup {Data}/first.backup");
            Assert.True(File.Exists($"{Data}/first.backup"), backup);
        }
        finally
        {
            await Shell.RunAsync($"kill -TERM {service.Id}");
            await service.WaitForExitAsync(CancellationToken.None);
            File.Delete(log);
        }
        Assert.Equal(0, service.ExitCode);
    }

    /// <summary>The line of the container file that unpacks the archive, run here.</summary>
    private static async Task UnpacksForTheContainerAsync(string rid)
    {
        var file = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "container", "Containerfile"), Ct)).Replace("\\\n", "", StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("posthaste-image-");
        try
        {
            var unpack = UnpackLine().Match(file).Groups[1].Value
                .Replace("/packages/", Packages.Folder + "/", StringComparison.Ordinal).Replace("/opt/posthaste", folder.FullName, StringComparison.Ordinal);
            await Shell.RunAsync($"TARGETARCH={(rid == "linux-x64" ? "amd64" : "arm64")}; {unpack}");
            Assert.Contains("doctor", await Shell.RunAsync($"env -i PATH=/usr/bin:/bin DOTNET_EnableDiagnostics=0 {folder.FullName}/posthaste-server help"), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "wwwroot", "index.html")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Hardening(string unit) => unit[unit.IndexOf("KillSignal=", StringComparison.Ordinal)..];

    private static string Of(string unit, string name) => Regex.Match(unit, $"^{name}=(.*)$", RegexOptions.Multiline).Groups[1].Value;

    [GeneratedRegex(@"^(ok|warning) ", RegexOptions.Multiline)]
    private static partial Regex Finding();

    [GeneratedRegex(@"^RUN (case .*)$", RegexOptions.Multiline)]
    private static partial Regex UnpackLine();
}
