using Posthaste.Channels.Renewal;

namespace Posthaste.Server.Channels;

/// <summary>How the access to a channel's account stands.</summary>
public sealed record ChannelHealthResponse
{
    public required TokenHealth State { get; init; }

    /// <summary>When the access ends; null where the platform does not tell, or it has no end.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Seconds until then, never below zero; null without an end.</summary>
    public required long? ExpiresIn { get; init; }

    /// <summary>When it was last renewed by itself; null while it is the one that was connected.</summary>
    public required DateTimeOffset? LastRenewedAt { get; init; }

    /// <summary>When it is next renewed, or tried again; null where that needs a person, or nothing ends.</summary>
    public required DateTimeOffset? NextRenewalAt { get; init; }

    /// <summary>Tries since the last success.</summary>
    public required int Failures { get; init; }

    /// <summary>Why the last try failed; null where it did not.</summary>
    public required RenewalErrorResponse? LastError { get; init; }

    /// <summary>Permissions that publishing needs and the access lacks; null where the platform does not tell.</summary>
    public required IReadOnlyList<string>? ScopesMissing { get; init; }

    /// <summary>When what renews the access ends; null where nothing does, or it has no end.</summary>
    public required DateTimeOffset? GrantExpiresAt { get; init; }

    /// <summary>Waiting posts that may find the access ended, by due time; at most 50.</summary>
    public required IReadOnlyList<PostAtRiskResponse> PostsAtRisk { get; init; }

    public static ChannelHealthResponse From(ChannelHealth health)
    {
        var (channel, renewal) = (health.Channel, health.Channel.Renewal);
        return new()
        {
            State = health.State,
            ExpiresAt = channel.TokenExpiresAt,
            ExpiresIn = channel.TokenExpiresAt is { } end ? Math.Max(0, (long)(end - health.ReadAt).TotalSeconds) : null,
            LastRenewedAt = renewal.RenewedAt,
            NextRenewalAt = renewal.NextAt,
            Failures = renewal.Failures,
            LastError = renewal.Error is { } error ? new RenewalErrorResponse(error.Code, error.Message, error.At) : null,
            ScopesMissing = health.ScopesMissing,
            GrantExpiresAt = channel.GrantExpiresAt,
            PostsAtRisk = [.. health.PostsAtRisk.Select(job => new PostAtRiskResponse(job.PostId, job.Id, job.DueAt))],
        };
    }
}

/// <summary>Why the access could not be renewed.</summary>
/// <param name="Code">The platform's own, or a word of ours.</param>
/// <param name="Message">For a person.</param>
/// <param name="At">When.</param>
public sealed record RenewalErrorResponse(string Code, string Message, DateTimeOffset At);

/// <summary>A waiting post that may find the access ended.</summary>
public sealed record PostAtRiskResponse(Guid PostId, Guid JobId, DateTimeOffset DueAt);
