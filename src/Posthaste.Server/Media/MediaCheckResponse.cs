using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts.Files;

namespace Posthaste.Server.Media;

/// <summary>What one platform takes of a picture or video by itself.</summary>
public sealed record MediaCheckResponse
{
    public required string Platform { get; init; }

    /// <summary>It can go out in one of these places at least, as it is or made fit.</summary>
    public required bool Fits { get; init; }

    /// <summary>Empty where the platform has no such type of post.</summary>
    public required IReadOnlyList<PlacementCheckResponse> Placements { get; init; }

    internal static MediaCheckResponse From(string platform, IReadOnlyList<PlacementAnswer> answers) => new()
    {
        Platform = platform,
        Fits = answers.Any(answer => !answer.IsCover && answer.Problems.Count == 0),
        Placements = [.. answers.Select(PlacementCheckResponse.From)],
    };
}

/// <summary>What one place of a platform takes of it.</summary>
public sealed record PlacementCheckResponse
{
    public required PostType Type { get; init; }

    /// <summary>As the picture before a video of this type, and not as the post itself.</summary>
    public required bool Cover { get; init; }

    /// <summary>It can go out here, as it is or made fit.</summary>
    public required bool Fits { get; init; }

    /// <summary>What of the file that was uploaded is not as the place wants it.</summary>
    public required IReadOnlyList<FitnessFindingResponse> Findings { get; init; }

    /// <summary>Why it cannot go out here, and what to do; empty where it can.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required WouldMakeResponse Rendition { get; init; }

    internal static PlacementCheckResponse From(PlacementAnswer answer) => new()
    {
        Type = answer.Type,
        Cover = answer.IsCover,
        Fits = answer.Problems.Count == 0,
        Findings = [.. answer.Findings.Select(FitnessFindingResponse.From)],
        Problems = [.. answer.Problems.Select(finding => finding.Message)],
        Rendition = new WouldMakeResponse { Needed = answer.Recipe is not null, Fit = answer.Recipe?.Fit },
    };
}

/// <summary>One thing about a file that a place does not take as it is.</summary>
public sealed record FitnessFindingResponse
{
    /// <summary>Stable snake_case word.</summary>
    public required string Rule { get; init; }

    public required string Message { get; init; }

    /// <summary>False where the platform takes the file all the same.</summary>
    public required bool Blocks { get; init; }

    /// <summary>A file made of it does not have it.</summary>
    public required bool Fixable { get; init; }

    internal static FitnessFindingResponse From(FitnessFinding finding) =>
        new() { Rule = finding.Rule, Message = finding.Message, Blocks = finding.Blocks, Fixable = finding.Fixable };
}

/// <summary>What would be made of a file for a place.</summary>
public sealed record WouldMakeResponse
{
    /// <summary>False where the file goes out as it was uploaded, or cannot go out.</summary>
    public required bool Needed { get; init; }

    /// <summary>Null where none is needed.</summary>
    public required RenditionFit? Fit { get; init; }
}
