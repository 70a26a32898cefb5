using System.Diagnostics;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Posts.Readiness;

namespace Posthaste.Server.Media;

/// <summary>Where public copies of media lie, and how it goes.</summary>
public sealed record StorageResponse
{
    public required StorageKind Kind { get; init; }

    /// <summary>Where networks fetch media, as it was set.</summary>
    public required string PublicAddress { get; init; }

    /// <summary>The setting that decides it.</summary>
    public required string PublicAddressSetting { get; init; }

    /// <summary>Of this workspace, that can be fetched at this moment.</summary>
    public required long HostedFiles { get; init; }

    /// <summary>What these files come to.</summary>
    public required long HostedBytes { get; init; }

    /// <summary>Room left on the disk of the server's data folder; null where it cannot be told.</summary>
    public required long? FreeBytes { get; init; }

    /// <summary>When copies that nobody needs were last removed, by the node that answers; null where that was before its start.</summary>
    public required DateTimeOffset? LastSweepAt { get; init; }

    /// <summary>When hosting last failed, on the node that answers; null where nothing has failed since its start.</summary>
    public required StorageFailureResponse? LastFailure { get; init; }

    internal static StorageResponse From(StorageState state, long? freeBytes) => new()
    {
        Kind = state.Hosting switch
        {
            MediaHosting.Local => StorageKind.Server,
            MediaHosting.S3 => StorageKind.S3,
            MediaHosting.Cloudinary => StorageKind.Cloudinary,
            _ => throw new UnreachableException(),
        },
        PublicAddress = state.PublicAddress.AbsoluteUri,
        PublicAddressSetting = state.PublicAddressSetting,
        HostedFiles = state.Hosted.Files,
        HostedBytes = state.Hosted.Bytes,
        FreeBytes = freeBytes,
        LastSweepAt = state.LastSweepAt,
        LastFailure = state.LastFailure is { } failure ? new StorageFailureResponse { At = failure.At, Detail = failure.Sentence } : null,
    };
}

public enum StorageKind
{
    /// <summary>This server hands media out itself.</summary>
    Server,

    /// <summary>An object store that speaks S3.</summary>
    S3,

    Cloudinary,
}

/// <summary>A media host did not do what it was asked for.</summary>
public sealed record StorageFailureResponse
{
    public required DateTimeOffset At { get; init; }

    /// <summary>For a person, with what to do.</summary>
    public required string Detail { get; init; }
}

/// <summary>What came of trying the hosting of media.</summary>
public sealed record StorageTestResponse
{
    /// <summary>Whether every step worked.</summary>
    public required bool Ok { get; init; }

    /// <summary>In the order they were tried; what could not be tried is left out.</summary>
    public required IReadOnlyList<StorageStepResponse> Steps { get; init; }

    internal static StorageTestResponse From(IReadOnlyList<StorageStep> steps) => new()
    {
        Ok = steps.All(step => step.Ok),
        Steps = [.. steps.Select(step => new StorageStepResponse { Step = step.Name, Ok = step.Ok, Detail = step.Sentence, DurationMs = (long)step.Duration.TotalMilliseconds })],
    };
}

/// <summary>One thing that was tried.</summary>
public sealed record StorageStepResponse
{
    /// <summary><c>address</c>, <c>keep</c>, <c>host</c>, <c>fetch</c> or <c>remove</c>.</summary>
    public required string Step { get; init; }

    public required bool Ok { get; init; }

    /// <summary>What came of it, for a person.</summary>
    public required string Detail { get; init; }

    public required long DurationMs { get; init; }
}
