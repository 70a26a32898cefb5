using System.Reflection;
using System.Text.RegularExpressions;
using Posthaste.Media;
using Posthaste.Server.Problems;

namespace Posthaste.Tests.Server;

public sealed partial class ApiGuideTests
{
    /// <summary>Words that look like codes in the code and are none.</summary>
    private static readonly string[] NoCodes = ["asked", "login", "not_set_up"];

    [Fact]
    public void The_guide_lists_every_problem_code()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));
        var core = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Posthaste"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("Platforms", StringComparison.Ordinal))
            .SelectMany(file => Refusal().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["code"].Value);

        var missing = core.Concat(Constants(typeof(ProblemCodes))).Concat(Constants(typeof(MediaRefusal))).Distinct().Except(NoCodes)
            .Where(code => !guide.Contains($"`{code}`", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void The_guide_lists_every_kind_of_event_and_no_other()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));
        var activity = guide[guide.IndexOf("## Activity", StringComparison.Ordinal)..guide.IndexOf("## Figures", StringComparison.Ordinal)];
        var listed = KindInTable().Matches(activity).Select(match => match.Groups["kind"].Value);

        var written = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Posthaste"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => KindInCode().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["kind"].Value);

        Assert.Equal(written.Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex("(Refused|NotAllowed)\\(\\s*\"(?<code>[a-z_]+)\"")]
    private static partial Regex Refusal();

    // Also those that are handed on as a word, such as those of members.
    [GeneratedRegex("\"(?<kind>(post|job|channel|series|slot|category|hashtag_set|calendar_feed|handover|alert|notifications|workspace|member|session|api_key)\\.[a-z_]+)\"")]
    private static partial Regex KindInCode();

    [GeneratedRegex(@"(?<=\| |· )`(?<kind>[a-z_]+\.[a-z_]+)`")]
    private static partial Regex KindInTable();
}
