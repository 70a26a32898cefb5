using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Media;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Docs;

/// <summary>R-OPS-6: what the pages say to type is run, as it stands there, by a real shell against a real server. (docs/cli.md has a test of its own.)</summary>
public sealed partial class GuideTests
{
    /// <summary>Blocks that nobody types.</summary>
    private static readonly string[] s_noCommands = ["text", "json", "js", "csharp", "python", "yaml", "csv", "nginx", "caddy", "ini", "console"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_block_is_run_or_says_why_not()
    {
        var blocks = GuideBlock.Pages().SelectMany(GuideBlock.Of).ToList();

        Assert.All(blocks, block => Assert.True(
            block.Runs || block.SaysWhyNot || s_noCommands.Contains(block.Info), $"{block.Page}:{block.Line} is neither `sh`, nor `sh no-run: why`, nor one of {string.Join(", ", s_noCommands)}: `{block.Info}`"));
        Assert.True(blocks.Count(block => block.Runs) >= 16, $"{blocks.Count(block => block.Runs)} blocks are run.");
    }

    [Fact]
    public async Task What_the_pages_say_to_type_works()
    {
        Installed.Need("jq", "jq");
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Publishing:ConflictDistance"] = "00:00:00" });
        await server.ConnectAsync();
        var folder = Directory.CreateTempSubdirectory("posthaste-pages-");
        try
        {
            await LayOutAsync(folder.FullName);
            // The README ends with a fault that waits for the next publish call.
            foreach (var page in GuideBlock.Pages().OrderBy(page => page == "README.md"))
            {
                var blocks = GuideBlock.Of(page).Where(block => block.Runs).ToList();
                if (blocks.Count == 0) continue;
                var printed = await RunAsync(server, folder.FullName, page, blocks);
                if (Scheduled().Match(printed) is { Success: true } scheduled && page is "README.md" or "docs/recipes.md")
                {
                    await Eventually.TrueAsync(async () => (await server.GetAsync($"/api/v1/posts/{scheduled.Groups[1].Value}/jobs")).GetProperty("items")[0].GetProperty("state").GetString() == "published",
                        $"the post of {page} is live", () => printed);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the pages take for granted: a picture, and both programs.</summary>
    private static async Task LayOutAsync(string folder)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "bread.jpg"), Samples.Jpeg(1080, 1080), Ct);
        Directory.CreateDirectory(Path.Combine(folder, "backups"));
        var programs = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        foreach (var (name, project) in new[] { ("posthaste-server", "Posthaste.Server"), ("posthaste", "Posthaste.Cli") })
        {
            var program = Path.Combine(programs, name);
            var assembly = Path.Combine(AppContext.BaseDirectory.Replace("Posthaste.Tests", project, StringComparison.Ordinal), project + ".dll");
            await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{assembly}' \"$@\"\n", Ct);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The blocks of a page are one session of a shell that ends at the first command that fails.</summary>
    private static async Task<string> RunAsync(ServerUnderTest server, string folder, string page, IReadOnlyList<GuideBlock> blocks)
    {
        // An answer that is no success is a failure also where the page does not say so; and nobody waits longer than it takes.
        var script = new StringBuilder("""
            set -euo pipefail
            curl() { command curl --fail-with-body "$@"; }
            sleep() { command sleep 0.2; }

            """);
        foreach (var block in blocks) script.Append(System.Globalization.CultureInfo.InvariantCulture, $"printf '\\n{page}:{block.Line}\\n'\n").Append(Here(block.Text, server, folder)).Append('\n');
        script.Append("printf '\\nscheduled %s\\n' \"${post:-nothing}\"\n");

        var file = Path.Combine(folder, "page.sh");
        await File.WriteAllTextAsync(file, script.ToString(), Ct);
        var start = new ProcessStartInfo("bash", [file]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = Path.Combine(folder, "bin") + Path.PathSeparator + start.Environment["PATH"];
        using var shell = Process.Start(start)!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(Ct), shell.StandardError.ReadToEndAsync(Ct));
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(Ct);
        var printed = $"{await said}\n{await complained}";
        Assert.True(shell.ExitCode == 0, $"A command of {page} ended with {shell.ExitCode}:\n{printed}");
        return printed;
    }

    /// <summary>Addresses, key and folders of the pages, as they are here; and a time that comes sooner.</summary>
    private static string Here(string text, ServerUnderTest server, string folder) => new StringBuilder(InTheFuture().Replace(text, "+3 seconds"))
        .Replace("http://127.0.0.1:5080", server.BaseUrl.GetLeftPart(UriPartial.Authority))
        .Replace("http://127.0.0.1:5081", server.SandboxUrl.GetLeftPart(UriPartial.Authority))
        .Replace("ph_demo_key_for_this_machine", ServerUnderTest.ApiKey)
        // A backup is restored where there is nothing yet.
        .Replace("restore /backups/posthaste-2026-11-22.backup --DataDir=/var/lib/posthaste", $"restore /backups/posthaste-2026-11-22.backup --DataDir={folder}/restored")
        .Replace("/var/lib/posthaste", server.DataDir)
        .Replace("/backups/", folder + "/backups/")
        .ToString();

    [GeneratedRegex(@"\+[23]0 seconds")]
    private static partial Regex InTheFuture();

    [GeneratedRegex(@"^scheduled ([0-9a-f-]{36})$", RegexOptions.Multiline)]
    private static partial Regex Scheduled();
}
