using Posthaste.Planning.Hashtags;

namespace Posthaste.Server.Planning;

/// <summary>Hashtags under a name.</summary>
public sealed record HashtagSetResponse
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Without their #, in the order they were given.</summary>
    public required IReadOnlyList<string> Hashtags { get; init; }

    public static HashtagSetResponse From(HashtagSet set) => new() { Id = set.Id, Name = set.Name, Hashtags = set.Hashtags };
}

/// <summary>A hashtag set to be made.</summary>
public sealed record CreateHashtagSetRequest
{
    /// <summary>1 to 50 characters; no other hashtag set of the workspace has it, in capitals or not.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 30, with or without their #. One that comes twice is kept once.</summary>
    public required IReadOnlyList<string> Hashtags { get; init; }
}

/// <summary>What to change of a hashtag set; what is left out stays.</summary>
public sealed record ChangeHashtagSetRequest
{
    public string? Name { get; init; }

    /// <summary>As a whole.</summary>
    public IReadOnlyList<string>? Hashtags { get; init; }

    internal HashtagSet ApplyTo(HashtagSet set) => set with { Name = Name ?? set.Name, Hashtags = Hashtags ?? set.Hashtags };
}
