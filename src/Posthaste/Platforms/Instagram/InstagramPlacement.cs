using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Instagram;

/// <summary>What Instagram takes in one place, as data. Pictures and videos have a specification each, since what it
/// tolerates of the one it refuses of the other.</summary>
internal sealed record InstagramPlacement
{
    /// <summary>For a person, with its article: "a reel".</summary>
    public required string Name { get; init; }

    /// <summary>Null where no picture is taken.</summary>
    public required PlacementSpec? Picture { get; init; }

    /// <summary>Null where no video is taken.</summary>
    public required PlacementSpec? Video { get; init; }

    /// <summary>The shape it is shown in: another one is cropped or framed. Null where any allowed shape is shown whole.</summary>
    public Aspect? Shown { get; init; }

    public required int MinItems { get; init; }

    public required int MaxItems { get; init; }
}
