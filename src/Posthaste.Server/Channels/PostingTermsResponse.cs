using Posthaste.Platforms;

namespace Posthaste.Server.Channels;

/// <summary>What an account allows for a new post at this moment.</summary>
public sealed record PostingTermsResponse
{
    /// <summary>The network has such terms. Without them everything else here says nothing.</summary>
    public required bool HasTerms { get; init; }

    /// <summary>The name that people see there; null where the network did not tell.</summary>
    public required string? DisplayName { get; init; }

    /// <summary>Who may be let see the post; empty where the network did not tell.</summary>
    public required IReadOnlyList<PostPrivacy> Privacy { get; init; }

    /// <summary>The account has switched comments off.</summary>
    public required bool CommentsOff { get; init; }

    public required bool DuetOff { get; init; }
    public required bool StitchOff { get; init; }

    /// <summary>The longest video it may post; null where the network did not tell.</summary>
    public required long? MaxVideoSeconds { get; init; }

    internal static PostingTermsResponse From(PostingTerms? terms) => new()
    {
        HasTerms = terms is not null,
        DisplayName = terms?.DisplayName,
        Privacy = terms?.Privacy ?? [],
        CommentsOff = terms?.CommentsOff ?? false,
        DuetOff = terms?.DuetOff ?? false,
        StitchOff = terms?.StitchOff ?? false,
        MaxVideoSeconds = terms?.MaxVideoSeconds,
    };
}
