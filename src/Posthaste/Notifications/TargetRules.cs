namespace Posthaste.Notifications;

/// <summary>What a target may be, as pure rules.</summary>
internal static class TargetRules
{
    public const int MaxPerWorkspace = 50;

    private const int MaxName = 100;

    /// <param name="wanted">The target as it should be, its name trimmed.</param>
    /// <param name="others">The workspace's other targets.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static TargetResult.Refused? Refusal(Target wanted, IEnumerable<Target> others)
    {
        if (wanted.Name.Length is 0 or > MaxName || wanted.Name.Any(char.IsControl)) return new("invalid_name", "name", $"Give it a name of 1 to {MaxName} characters, in one line.");
        if (others.Any(other => string.Equals(other.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)))
            return new("name_taken", "name", $"There is a notification target named '{wanted.Name}' already. Choose another name.");
        if (Hearing.WhatIsWrong(wanted.Hears) is { } wrong) return new("hears_malformed", wrong.Index is { } index ? $"hears[{index}]" : "hears", wrong.Message);
        if (wanted.Quiet is { } quiet && quiet.From == quiet.To) return new("out_of_range", "quietHours", "Quiet hours end at another time than they begin; to hear nothing, switch the target off.");
        if (wanted.DigestMinutes is < 5 or > 1_440) return new("out_of_range", "digestMinutes", "Expected are 5 to 1,440 minutes (a day).");
        return wanted is { DigestMinutes: not null, IsForPeople: false }
            ? new("digest_not_for_webhooks", "digestMinutes", "A webhook gets each event by itself. Leave digestMinutes out.")
            : null;
    }
}
