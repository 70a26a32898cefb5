using System.Text.RegularExpressions;

namespace Posthaste.Tests;

/// <summary>Which folder of the core may use which. An entry in this table is how the architecture changes.</summary>
public sealed partial class FolderRules
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Media"] = [],
        ["Workspaces"] = ["Events"],
        ["Events"] = [],
        ["Platforms"] = ["Media"],
        ["Jobs"] = ["Platforms"],
        ["Broker"] = ["Jobs"],
        ["Channels"] = ["Jobs", "Platforms", "Workspaces", "Events"],
        ["Posts"] = ["Jobs", "Channels", "Media", "Platforms", "Workspaces", "Events"],
        ["Transfer"] = ["Planning", "Posts", "Channels", "Jobs", "Media", "Platforms", "Workspaces", "Events"],
        ["Planning"] = ["Posts", "Channels", "Jobs", "Platforms", "Workspaces", "Events"],
        ["Alerts"] = ["Posts", "Channels", "Jobs", "Platforms", "Workspaces", "Events"],
        ["Notifications"] = ["Platforms", "Channels", "Jobs", "Workspaces", "Events"],
        ["Handover"] = ["Notifications", "Posts", "Channels", "Jobs", "Media", "Platforms", "Workspaces", "Events"],
        ["Storage"] = ["Jobs", "Channels", "Posts", "Planning", "Media", "Platforms", "Workspaces", "Events", "Transfer", "Alerts", "Notifications", "Handover"],
    };

    private static readonly string Core = Path.Combine(Repository.Root, "src", "Posthaste");

    /// <summary>Folders beside the networks, with those that may use them. One is no network: what several have in common.</summary>
    private static readonly Dictionary<string, string[]> Shared = new() { ["Graph"] = ["Instagram", "Facebook"] };

    private static string[] PlatformFolders => [.. Directory.EnumerateDirectories(Path.Combine(Core, "Platforms")).Select(folder => Path.GetFileName(folder))];

    private static string[] Networks => [.. PlatformFolders.Except(Shared.Keys)];

    [Fact]
    public void Every_folder_uses_only_what_it_may()
    {
        var wrong =
            from file in Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
            let folder = FolderOf(file)
            where folder is not null
            from used in Uses(File.ReadAllText(file))
            where used != folder && !MayUse[folder].Contains(used)
            select $"{Path.GetRelativePath(Core, file)} uses {used}";

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Every_folder_has_its_line_in_the_table()
    {
        var folders = Directory.EnumerateDirectories(Core).Select(Path.GetFileName).Where(name => name is not ("obj" or "bin")).Order();

        Assert.Equal(MayUse.Keys.Order(), folders!);
    }

    [Fact]
    public void No_platform_names_another()
    {
        var platforms = PlatformFolders;
        var wrong =
            from platform in platforms
            from file in Directory.EnumerateFiles(Path.Combine(Core, "Platforms", platform), "*.cs", SearchOption.AllDirectories)
            from other in platforms
            where other != platform && !Shared.GetValueOrDefault(other, []).Contains(platform) && File.ReadAllText(file).Contains($"Posthaste.Platforms.{other}", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Core, file)} names {other}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Jobs_knows_the_contract_and_no_network()
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(Core, "Jobs"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file) is var code && Networks.Any(network => code.Contains(network, StringComparison.Ordinal)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_core_has_no_endpoint_and_the_sandbox_shares_no_code_with_it()
    {
        // PasswordHasher of Microsoft.Extensions.Identity.Core is in this namespace; it knows no request.
        var web = Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Replace("Microsoft.AspNetCore.Identity;", "", StringComparison.Ordinal).Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
        var sandbox = Path.Combine(Repository.Root, "src", "Posthaste.Sandbox");

        Assert.Empty(web);
        Assert.DoesNotContain("ProjectReference", File.ReadAllText(Path.Combine(sandbox, "Posthaste.Sandbox.csproj")));
    }

    private static string? FolderOf(string file)
    {
        var parts = Path.GetRelativePath(Core, file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 && parts[0] is not ("obj" or "bin") ? parts[0] : null;
    }

    private static IEnumerable<string> Uses(string code) => CoreName().Matches(code).Select(match => match.Groups[1].Value).Where(MayUse.ContainsKey);

    [GeneratedRegex(@"\bPosthaste\.(\w+)")]
    private static partial Regex CoreName();
}
