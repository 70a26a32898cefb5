using System.Text.RegularExpressions;
using Posthaste.Cli;

namespace Posthaste.Tests.Cli;

/// <summary>R-OPS-6: docs/cli.md is true. Its examples run in order, and print what stands below them.</summary>
[Collection(SharedCliServer.Name)]
public sealed partial class CliGuideTests(CliServer desk) : IDisposable
{
    private static readonly string s_guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("posthaste-guide-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Every_example_of_the_guide_does_what_stands_below_it()
    {
        var shell = new GuideShell(desk, _home.FullName);
        var ran = 0;
        foreach (Match block in Console().Matches(s_guide))
        {
            foreach (var (line, expected) in Examples(block.Groups["lines"].Value))
            {
                var printed = await shell.RunAsync(line.Replace("http://127.0.0.1:5080", desk.Url, StringComparison.Ordinal));
                Assert.True(shell.Code == ExitCode.Ok || IsRefusal(expected), $"$ {line}\nended with {shell.Code}:\n{printed}");
                var pattern = "^" + Pattern(expected.Replace("http://127.0.0.1:5080", desk.Url, StringComparison.Ordinal)) + "$";
                Assert.True(Regex.IsMatch(Flat(printed), pattern, RegexOptions.Singleline), $"$ {line}\nprints\n{printed}\nand not\n{expected}");
                ran++;
            }
        }
        Assert.True(ran >= 35, $"{ran} examples");
    }

    [Fact]
    public void Every_command_stands_in_the_guide()
    {
        var missing = PosthasteCommandTree.Leaves().Where(command =>
        {
            var words = command.Split(' ');
            return !Regex.IsMatch(s_guide, words.Length == 1 ? $@"posthaste {words[0]}\b" : $@"(posthaste |`){words[0]} ([^\n]*`, `|[^\n`]*)?{words[1]}\b");
        });

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_exit_code_stands_in_the_guide()
    {
        var listed = ExitCodes().Matches(s_guide).Select(match => match.Groups["code"].Value);

        var codes = typeof(ExitCode).GetFields().Where(field => field.IsLiteral).Select(field => $"{field.GetRawConstantValue()}");
        Assert.Equal(codes.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    // An example of a refusal shows the problem.
    private static bool IsRefusal(string expected) => Problem().IsMatch(expected);

    private static IEnumerable<(string Line, string Expected)> Examples(string block)
    {
        var parts = Prompt().Split("\n" + block).Skip(1);
        foreach (var part in parts)
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            yield return end < 0 ? (part, "") : (part[..end], part[(end + 1)..]);
        }
    }

    /// <summary>… is anything, also over several lines; how far apart words stand does not count. No line says nothing.</summary>
    private static string Pattern(string expected) =>
        expected.Trim().Length == 0 ? ".*" : string.Join(@"\s*.*?\s*", Flat(expected).Split('…').Select(part => Regex.Escape(part.Trim())));

    private static string Flat(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"```console\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex(@"\n\$ ")]
    private static partial Regex Prompt();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\(\d{3} ")]
    private static partial Regex Problem();

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCodes();
}
