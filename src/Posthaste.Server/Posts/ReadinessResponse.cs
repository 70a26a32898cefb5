using Posthaste.Posts.Readiness;
using Posthaste.Server.Media;

namespace Posthaste.Server.Posts;

/// <summary>Whether a post could go out as it is.</summary>
public sealed record ReadinessResponse
{
    /// <summary>On every channel.</summary>
    public required bool Ready { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>What concerns the post as a whole.</summary>
    public required IReadOnlyList<FindingResponse> Findings { get; init; }

    public required IReadOnlyList<ChannelReadinessResponse> Channels { get; init; }

    internal static ReadinessResponse From(PostReadiness readiness) => new()
    {
        Ready = readiness.Ready,
        CheckedAt = readiness.CheckedAt,
        Findings = [.. readiness.Findings.Select(FindingResponse.From)],
        Channels = [.. readiness.Channels.Select(ChannelReadinessResponse.From)],
    };
}

/// <summary>The same on one channel.</summary>
public sealed record ChannelReadinessResponse
{
    public required Guid ChannelId { get; init; }
    public required string Platform { get; init; }

    /// <summary>Nothing found blocks.</summary>
    public required bool Ready { get; init; }

    public required IReadOnlyList<FindingResponse> Findings { get; init; }

    /// <summary>The rules that were looked at; one that needs what another found missing is left out.</summary>
    public required IReadOnlyList<ReadinessCheckResponse> Checks { get; init; }

    internal static ChannelReadinessResponse From(ChannelReadiness readiness) => new()
    {
        ChannelId = readiness.ChannelId,
        Platform = readiness.Platform,
        Ready = readiness.Ready,
        Findings = [.. readiness.Findings.Select(FindingResponse.From)],
        Checks = [.. readiness.Results.Select(result => new ReadinessCheckResponse { Name = result.Rule.Name, Ok = result.Ok })],
    };
}

/// <summary>One rule that was looked at.</summary>
public sealed record ReadinessCheckResponse
{
    /// <summary>Such as <c>token</c> or <c>fetched</c>; docs/api.md lists them.</summary>
    public required string Name { get; init; }

    public required bool Ok { get; init; }
}
