using System.Text.Json;
using System.Text.RegularExpressions;
using Posthaste.Alerts;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Docs;

/// <summary>R-JOB-4, R-OPS-6: docs/errors.md says of every code that there is what it means and what to do, and of no other.</summary>
public sealed partial class ErrorGuideTests
{
    /// <summary>Words that are given like codes and that nobody meets: that of a look that changes nothing, and that of an end that was told of.</summary>
    private static readonly string[] s_noCodes = ["asked", "ends_soon"];

    private static readonly string s_guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

    private static readonly IReadOnlyCollection<string> s_given = GivenCodes.In([typeof(JobsOptions).Assembly, typeof(Posthaste.Server.Problems.ProblemBody).Assembly], ("FitnessFinding", "Rule"), ("AlertFinding", "ErrorKind"));

    [Fact]
    public void The_guide_has_every_code_of_the_program_and_no_other()
    {
        var listed = Rows().SelectMany(row => Code().Matches(row.Groups["codes"].Value)).Select(code => code.Value).Distinct();

        var there = s_given.Except(s_noCodes).Concat(Words<ErrorKind>()).Concat(Words<JobReason>()).Concat(Words<AlertKind>()).Distinct();
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_says_what_it_means_and_what_to_do() =>
        Assert.All(Rows(), row => Assert.True(row.Groups["means"].Value.Trim().Length > 3 && row.Groups["todo"].Value.Trim().Length > 3, row.Value));

    /// <summary>Of each way in which the program gives codes one that is known to be there: what reads them must not become blind.</summary>
    [Theory]
    [InlineData("conflict", "a record's parameter")]
    [InlineData("worker_died", "an initialised property")]
    [InlineData("invalid_cursor", "a constant")]
    [InlineData("connect_timed_out", "a choice in a local, handed on")]
    [InlineData("dns_failed", "the result of a method")]
    [InlineData("too_many_bytes", "a property of another name")]
    [InlineData("spam_risk_text", "a table")]
    [InlineData("ambiguous_media", "a tuple that is awaited")]
    public void Codes_are_seen_whichever_way_they_are_given(string code, string way) => Assert.True(s_given.Contains(code), $"{code}: {way}");

    private static IEnumerable<string> Words<T>() where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);

    private static List<Match> Rows() => Row().Matches(s_guide).ToList();

    [GeneratedRegex(@"^\| (?<codes>`[a-z][^|]*`[^|]*) \|(?<means>[^|]*)\|(?<todo>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<=`)[a-z][a-z0-9_]*(?=`)")]
    private static partial Regex Code();
}
