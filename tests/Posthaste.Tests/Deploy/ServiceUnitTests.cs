using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Posthaste.Tests.Deploy;

/// <summary>R-OPS-3: the systemd unit is one that systemd takes, and as closed as the guide says.</summary>
public sealed partial class ServiceUnitTests
{
    private static readonly string s_unit = Path.Combine(Repository.Root, "deploy", "systemd", "posthaste.service");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_exposure_is_what_the_guide_says()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operating.md"), Ct);
        var told = double.Parse(Told().Match(guide).Groups[1].Value, CultureInfo.InvariantCulture);

        var report = await AnalyzeAsync("security", "--offline=true", "--no-pager", s_unit);

        Assert.Equal(told, double.Parse(Overall().Match(report).Groups[1].Value, CultureInfo.InvariantCulture), 0.11);
    }

    [Fact]
    public async Task It_lets_a_publish_call_under_way_finish()
    {
        var unit = await File.ReadAllTextAsync(s_unit, Ct);

        var stop = int.Parse(Stop().Match(unit).Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.True(TimeSpan.FromSeconds(stop) > new Posthaste.Jobs.JobsOptions().StopTimeout);
    }

    private static async Task<string> AnalyzeAsync(params string[] arguments)
    {
        if (Installed.Find("systemd-analyze") is not { } program)
        {
            Assert.Skip("systemd-analyze is not installed. On Debian or Ubuntu it comes with the package systemd.");
            return "";
        }
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        Assert.True(process.ExitCode == 0, await complained);
        return await said;
    }

    [GeneratedRegex(@"rates its exposure (\d+\.\d) of 10")]
    private static partial Regex Told();

    [GeneratedRegex(@"Overall exposure level for \S+: (\d+\.\d)")]
    private static partial Regex Overall();

    [GeneratedRegex(@"TimeoutStopSec=(\d+)")]
    private static partial Regex Stop();
}
