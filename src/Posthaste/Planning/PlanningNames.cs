namespace Posthaste.Planning;

/// <summary>What the names of categories and hashtag sets may be, as pure rules.</summary>
internal static class PlanningNames
{
    private const int Max = 50;

    /// <param name="name">Without stray blanks.</param>
    /// <param name="noun">What it is the name of, for the sentence.</param>
    /// <returns>Null where nothing is.</returns>
    public static string? WhatIsWrong(string name, string noun) => name switch
    {
        { Length: 0 or > Max } => $"Give the {noun} a name of 1 to {Max} characters.",
        _ when name.Any(char.IsControl) => "A name has no line breaks or other control characters.",
        _ => null,
    };

    public static bool AreSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    public static string Taken(string name, string noun) => $"There is a {noun} '{name}' already. Choose another name.";
}
