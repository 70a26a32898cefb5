using Posthaste.Platforms;
using Posthaste.Posts.Variants;

namespace Posthaste.Posts.Readiness;

/// <summary>What the rules said of a post on one channel.</summary>
internal sealed record ChannelReadiness(Guid ChannelId, string Platform)
{
    /// <summary>The rules that were looked at, each with what it found.</summary>
    public IReadOnlyList<RuleResult> Results { get; init; } = [];

    public IEnumerable<Finding> Findings => Results.SelectMany(result => result.Findings);

    /// <summary>The post could go out.</summary>
    public bool Ready => Results.All(result => result.Ok);

    /// <summary>What keeps it from going out, as the engine keeps it.</summary>
    public IReadOnlyList<PlatformError> Errors =>
    [
        .. Results.SelectMany(result => result.Findings.Where(finding => finding.Blocks).Select(finding => new PlatformError
        {
            Kind = result.Rule.Kind,
            Code = finding.Code,
            Field = finding.Field,
            Message = finding.Message,
            Advice = finding.Advice,
            ApiOnly = finding.ApiOnly,
        })),
    ];

    public bool Fails(ReadinessRule rule) => Results.Any(result => result.Rule == rule && !result.Ok);

    public ChannelReadiness With(ReadinessRule rule, Finding? finding) => With(rule, finding is null ? [] : [finding]);

    /// <summary>With every field as the author finds it in the post.</summary>
    public ChannelReadiness Named(ChannelDraft draft) => this with { Results = [.. Results.Select(result => result with { Findings = [.. result.Findings.Select(draft.Name)] })] };

    /// <summary>The rule was looked at; what was found of it before stays.</summary>
    public ChannelReadiness With(ReadinessRule rule, IEnumerable<Finding> findings)
    {
        var known = Results.Where(result => result.Rule == rule).SelectMany(result => result.Findings);
        // Saying the same of the same field twice, once as a warning and once as a refusal, would be once too often.
        var all = known.Concat(findings).OrderByDescending(finding => finding.Blocks).DistinctBy(finding => (finding.Code, finding.Field)).ToList();
        return this with { Results = [.. Results.Where(result => result.Rule != rule).Append(new RuleResult(rule, all)).OrderBy(result => Order(result.Rule))] };
    }

    private static int Order(ReadinessRule rule) => ReadinessRules.All.TakeWhile(known => known != rule).Count();
}

/// <summary>A rule and what it found.</summary>
internal sealed record RuleResult(ReadinessRule Rule, IReadOnlyList<Finding> Findings)
{
    public bool Ok => Findings.All(finding => !finding.Blocks);
}
