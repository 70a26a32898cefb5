using System.Text.RegularExpressions;

namespace Posthaste.Planning;

/// <summary>What a category may be, as pure rules.</summary>
internal static partial class CategoryRules
{
    /// <summary>More is no order any more.</summary>
    public const int MaxPerWorkspace = 100;

    private const string Noun = "category";

    /// <summary>As it is kept: no stray blanks, the colour in lower case.</summary>
    public static Category Cleaned(this Category category) => category with { Name = category.Name.Trim(), Colour = category.Colour.Trim().ToLowerInvariant() };

    /// <returns>Null where nothing is wrong.</returns>
    public static CategoryResult.Refused? Refusal(Category wanted) =>
        PlanningNames.WhatIsWrong(wanted.Name, Noun) is { } wrong ? new("invalid_name", "name", wrong)
        : !Rgb().IsMatch(wanted.Colour) ? new("colour_malformed", "colour", "Give the colour as # and six hexadecimal digits, such as #2f9e44.")
        : null;

    public static CategoryResult.Refused Taken(Category wanted) => new("name_taken", "name", PlanningNames.Taken(wanted.Name, Noun));

    [GeneratedRegex("^#[0-9a-f]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Rgb();
}

/// <summary>What became of a category that somebody wanted made or changed.</summary>
public abstract record CategoryResult
{
    private CategoryResult() { }

    public sealed record Saved(Category Category) : CategoryResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Field">The API field at fault.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Field, string Message) : CategoryResult;

    public sealed record NotFound : CategoryResult;
}
