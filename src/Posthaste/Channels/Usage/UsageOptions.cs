using System.ComponentModel.DataAnnotations;

namespace Posthaste.Channels.Usage;

/// <summary>Section <c>Usage</c>: how long usage is kept, and what it costs. Checked at start.</summary>
public sealed class UsageOptions : IValidatableObject
{
    public const string Section = "Usage";

    /// <summary>How long usage is kept by the hour; it is kept by the day afterwards. Limits look back a day, so never less than two.</summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "400.00:00:00")]
    public TimeSpan KeepHours { get; init; } = TimeSpan.FromDays(35);

    /// <summary>For how many days usage is kept at all. Default 800: two years, and the one to compare with.</summary>
    [Range(3, 4_000)]
    public int KeepDays { get; init; } = 800;

    /// <summary>What a thousand calls of a network cost. Null: calls are left out of the estimate.</summary>
    [Range(0, 1_000_000)]
    public decimal? CostPerThousandCalls { get; init; }

    /// <summary>What it costs to keep 1,000,000,000 bytes in an object store for a month of 730 hours. Null: storage is left out of the estimate.</summary>
    [Range(0, 1_000_000)]
    public decimal? CostPerGbMonth { get; init; }

    /// <summary>The prices' currency by its three letters (ISO 4217); shown beside the estimate. Null where none was given.</summary>
    public string? Currency { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Currency is not null && !(Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper)))
            yield return new ValidationResult("Usage:Currency: expected are three capital letters such as EUR.", [nameof(Currency)]);
        if (TimeSpan.FromDays(KeepDays) < KeepHours + TimeSpan.FromDays(1))
            yield return new ValidationResult("Usage:KeepDays: must be longer than KeepHours, or days would be forgotten before they are added up.", [nameof(KeepDays)]);
    }
}
