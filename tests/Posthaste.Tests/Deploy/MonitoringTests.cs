using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Posthaste.Tests.Deploy;

/// <summary>R-OPS-2, R-OPS-3: the alert rules and the dashboard that come along are right, and speak of figures that there are.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string s_rules = Path.Combine(Repository.Root, "deploy", "prometheus", "posthaste.rules.yml");
    private static readonly string s_dashboard = Path.Combine(Repository.Root, "deploy", "grafana", "posthaste.json");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_figure_that_rules_and_dashboard_name_is_one_of_the_guide()
    {
        var known = Row().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "metrics.md"), Ct)).Select(row => row.Groups[1].Value).ToHashSet();
        var ofRules = Figure().Matches(string.Join('\n', (await File.ReadAllLinesAsync(s_rules, Ct)).Where(line => !line.TrimStart().StartsWith('#')))).Select(Name).ToHashSet();
        var ofDashboard = (await ExpressionsAsync()).SelectMany(expression => Figure().Matches(expression)).Select(Name).ToHashSet();

        Assert.NotEmpty(ofRules);
        Assert.Subset(known, ofRules);
        // What it does not show, nobody sees.
        Assert.Equal(known.Order(), ofDashboard.Order());
    }

    [Fact]
    public async Task Every_rule_stands_in_the_guide()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "monitoring.md"), Ct);
        var rules = Alert().Matches(await File.ReadAllTextAsync(s_rules, Ct)).Select(rule => rule.Groups[1].Value);

        Assert.Equal(rules.Order(), Told().Matches(guide).Select(row => row.Groups[1].Value).Order());
    }

    [Fact]
    public async Task Promtool_takes_the_rules_and_their_tests_pass()
    {
        await PromtoolAsync(Path.GetDirectoryName(s_rules)!, "check", "rules", "posthaste.rules.yml");
        await PromtoolAsync(Path.GetDirectoryName(s_rules)!, "test", "rules", "posthaste.rules.test.yml");
    }

    [Fact]
    public async Task Promtool_takes_every_question_of_the_dashboard()
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-rules-");
        try
        {
            var rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
            foreach (var (i, expression) in (await ExpressionsAsync()).Index())
                rules.Append(System.Globalization.CultureInfo.InvariantCulture, $"  - record: q{i}\n    expr: {JsonSerializer.Serialize(expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal))}\n");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "dashboard.yml"), rules.ToString(), Ct);

            await PromtoolAsync(folder.FullName, "check", "rules", "dashboard.yml");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> ExpressionsAsync()
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(s_dashboard, Ct));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    /// <summary>Of a histogram, without what its parts are called.</summary>
    private static string Name(Match figure) => Part().Replace(figure.Value, "");

    private static async Task PromtoolAsync(string folder, params string[] arguments)
    {
        var program = Installed.Need("promtool", "prometheus");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        Assert.True(process.ExitCode == 0, $"{await said}\n{await complained}");
    }

    [GeneratedRegex(@"^\| `([a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(publish|engine|token|api|notification|retry|handoff)_[a-z]+(_[a-z]+)+\b")]
    private static partial Regex Figure();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex Part();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| `(Posthaste\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Told();
}
