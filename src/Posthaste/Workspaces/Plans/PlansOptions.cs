using System.ComponentModel.DataAnnotations;

namespace Posthaste.Workspaces.Plans;

/// <summary>Section <c>Plans</c>: which networks a workspace may use.</summary>
public sealed class PlansOptions : IValidatableObject
{
    public const string Section = "Plans";

    /// <summary>Off, everybody may use everything. Default off.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whoever may change a workspace's rules may choose its plan; else only <c>posthaste-server set-plan</c> does. Default off.</summary>
    public bool OwnersChoose { get; init; }

    /// <summary>Smallest first. Null for the plans <c>free</c>, with Instagram, and <c>full</c>, with everything. At least one has everything: a workspace starts on the first such.</summary>
    public IReadOnlyList<Plan>? Catalogue { get; init; }

    internal IReadOnlyList<Plan> Plans => Catalogue is { Count: > 0 } own ? own : Default;

    private static IReadOnlyList<Plan> Default { get; } = [new() { Name = "free", Platforms = ["instagram"] }, new() { Name = "full" }];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Plans.Any(plan => plan.Name.Length is 0 or > 50 || !plan.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            yield return new ValidationResult("Each plan needs a Name of 1 to 50 letters, digits, - or _.", [nameof(Catalogue)]);
        if (Plans.Select(plan => plan.Name).Distinct(StringComparer.Ordinal).Count() != Plans.Count)
            yield return new ValidationResult("Two plans have the same Name.", [nameof(Catalogue)]);
        if (Plans.All(plan => plan.Platforms is not null))
            yield return new ValidationResult("One plan must be without Platforms, which is everything: workspaces start on it.", [nameof(Catalogue)]);
    }
}

/// <summary>What a workspace may use.</summary>
public sealed record Plan
{
    public string Name { get; init; } = "";

    /// <summary>Null for all.</summary>
    public IReadOnlyList<string>? Platforms { get; init; }

    public bool Has(string platform) => Platforms?.Contains(platform, StringComparer.Ordinal) ?? true;
}
