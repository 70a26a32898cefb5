using Posthaste.Platforms;

namespace Posthaste.Planning.Hashtags;

/// <summary>What a set of hashtags may be, as pure rules.</summary>
internal static class HashtagSetRules
{
    /// <summary>More nobody finds again.</summary>
    public const int MaxPerWorkspace = 100;

    public const string Noun = "hashtag set";

    /// <summary>What networks take in one post.</summary>
    private const int MaxHashtags = 30;

    private const int MaxLength = 150;

    /// <summary>As it is kept: no stray blanks, no #, none twice.</summary>
    public static HashtagSet Cleaned(this HashtagSet set) => set with
    {
        Name = set.Name.Trim(),
        Hashtags = [.. set.Hashtags.Select(CaptionText.WordOfHashtag).Distinct(StringComparer.OrdinalIgnoreCase)],
    };

    /// <returns>Null where nothing is wrong.</returns>
    public static HashtagSetResult.Refused? Refusal(HashtagSet wanted)
    {
        if (PlanningNames.WhatIsWrong(wanted.Name, Noun) is { } wrong) return new("invalid_name", "name", wrong);
        if (wanted.Hashtags.Count is 0 or > MaxHashtags) return new("out_of_range", "hashtags", $"Give the set 1 to {MaxHashtags} hashtags.");
        if (wanted.Hashtags.Any(tag => tag.Length > MaxLength)) return new("too_long", "hashtags", $"A hashtag has at most {MaxLength} characters.");
        return CaptionComposer.CheckHashtags(wanted.Hashtags).FirstOrDefault() is { } malformed ? new(malformed.Code, malformed.Field, malformed.Message) : null;
    }

    public static HashtagSetResult.Refused Taken(HashtagSet wanted) => new("name_taken", "name", PlanningNames.Taken(wanted.Name, Noun));
}

/// <summary>What became of a set of hashtags that somebody wanted made or changed.</summary>
public abstract record HashtagSetResult
{
    private HashtagSetResult() { }

    public sealed record Saved(HashtagSet Set) : HashtagSetResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Field">The API field at fault.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Field, string Message) : HashtagSetResult;

    public sealed record NotFound : HashtagSetResult;
}
