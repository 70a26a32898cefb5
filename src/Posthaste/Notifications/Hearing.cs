using System.Text.RegularExpressions;

namespace Posthaste.Notifications;

/// <summary>Which events a target hears, as pure rules.</summary>
internal static partial class Hearing
{
    /// <summary>The first words of events that may leave the server. What people do with their accounts, and keys, may not: it is for who manages members and keys.</summary>
    public static readonly IReadOnlyList<string> Families =
        ["alert", "calendar_feed", "category", "channel", "handover", "hashtag_set", "job", "notifications", "post", "series", "slot", "workspace"];

    private const int Most = 50;

    /// <returns>What is wrong, with the place in the list; null where nothing is.</returns>
    public static (int? Index, string Message)? WhatIsWrong(IReadOnlyList<string> hears)
    {
        if (hears.Count is 0 or > Most) return (null, $"Give 1 to {Most} kinds of events, such as job.needs_attention, alert.* or *.");
        foreach (var (index, rule) in hears.Index())
        {
            if (rule == "*") continue;
            if (!Rule().IsMatch(rule)) return (index, "Expected is a kind of event such as job.needs_attention, a family such as alert.*, or *.");
            if (!Families.Contains(FamilyOf(rule))) return (index, $"'{FamilyOf(rule)}' is no family of events that is told; those are {string.Join(", ", Families)}.");
        }
        return null;
    }

    public static bool Hears(IReadOnlyList<string> hears, string kind) =>
        Families.Contains(FamilyOf(kind)) && hears.Any(rule => rule == "*" || rule == kind || (rule.EndsWith(".*", StringComparison.Ordinal) && FamilyOf(rule) == FamilyOf(kind)));

    /// <summary>The first word, such as <c>job</c>.</summary>
    public static string FamilyOf(string kind) => kind.Split('.')[0];

    [GeneratedRegex(@"^[a-z_]{1,40}\.(\*|[a-z_]{1,60})$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
