using System.ComponentModel.DataAnnotations;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Server.Channels;

/// <summary>An account on a platform. Its token is never in an answer.</summary>
public sealed record ChannelResponse
{
    public required Guid Id { get; init; }
    public required string Platform { get; init; }

    /// <summary>The account's id at the platform.</summary>
    public required string RemoteId { get; init; }

    /// <summary>The login product the token came from; null where the platform has one.</summary>
    public required string? Login { get; init; }

    /// <summary>Where the account lives, on platforms of many servers; null where there is one.</summary>
    public required Uri? Server { get; init; }

    /// <summary>Without the @.</summary>
    public required string Username { get; init; }

    public required string? DisplayName { get; init; }
    public required Uri? PictureUrl { get; init; }
    public required ChannelState State { get; init; }

    /// <summary>When a person paused it; null while nobody has.</summary>
    public required DateTimeOffset? PausedAt { get; init; }

    /// <summary>Whether posts go out on it by themselves; else people publish them.</summary>
    public bool Automation { get; init; }

    /// <summary>How many posts of a day go out by themselves, the others by hand; null for no cap.</summary>
    public int? AutomatedPerDay { get; init; }

    /// <summary>How the access stands; <c>/health</c> says more.</summary>
    public required TokenHealth Health { get; init; }

    public required DateTimeOffset? TokenChangedAt { get; init; }

    /// <summary>Null where the platform does not tell.</summary>
    public required DateTimeOffset? TokenExpiresAt { get; init; }

    /// <summary>What the token may do; null where the platform does not tell.</summary>
    public required IReadOnlyList<string>? Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static ChannelResponse From(Channel channel, DateTimeOffset now) => new()
    {
        Id = channel.Id,
        Platform = channel.Platform,
        RemoteId = channel.RemoteId,
        Login = channel.Login,
        Server = channel.Server,
        Username = channel.Username,
        DisplayName = channel.DisplayName,
        PictureUrl = channel.PictureUrl,
        State = channel.State,
        PausedAt = channel.PausedAt,
        Automation = channel.Automation,
        AutomatedPerDay = channel.AutomatedPerDay,
        Health = TokenHealthRules.Of(channel, now),
        TokenChangedAt = channel.TokenChangedAt,
        TokenExpiresAt = channel.TokenExpiresAt,
        Scopes = channel.Scopes,
        CreatedAt = channel.CreatedAt,
        UpdatedAt = channel.UpdatedAt,
    };
}

/// <summary>An account that should be connected.</summary>
public sealed record ConnectChannelRequest
{
    /// <summary>For example <c>instagram</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>As the platform gave it: an access token, or what <c>GET /platforms</c> says. Kept encrypted, and never shown again.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Which account, where the token opens several or does not tell: its id, or what <c>GET /platforms</c> says.</summary>
    public string? RemoteId { get; init; }

    /// <summary>The login product, where the platform has several; left out, it is found out.</summary>
    public string? Login { get; init; }

    /// <summary>Where the account lives, on platforms of many servers, such as <c>https://example.social</c>; left out, the platform's usual one.</summary>
    [StringLength(300)]
    public string? Server { get; init; }

    internal ConnectRequest For(Guid workspaceId) => new()
    {
        WorkspaceId = workspaceId,
        Platform = Platform,
        AccessToken = new Secret(AccessToken),
        RemoteId = RemoteId,
        Login = Login,
        Server = Server,
    };

    /// <summary>The token stays out of logs.</summary>
    public override string ToString() => $"{nameof(ConnectChannelRequest)} {{ {Platform} }}";
}

/// <summary>The name that people should see.</summary>
public sealed record RenameChannelRequest
{
    /// <summary>Up to 100 characters; null for the platform's own.</summary>
    public required string? DisplayName { get; init; }
}

/// <summary>How much goes out on a channel by itself.</summary>
public sealed record ChannelAutomationRequest
{
    /// <summary>Off, people publish every post on it.</summary>
    public required bool Automation { get; init; }

    /// <summary>0 to 1,000 posts of a day, in the workspace's time zone; the others go to people. Null for no cap.</summary>
    public int? AutomatedPerDay { get; init; }
}

/// <summary>What was called for a channel in this hour and the 23 before it.</summary>
public sealed record ChannelUsageResponse
{
    public required long CallsThisHour { get; init; }
    public required DateTimeOffset HourEndsAt { get; init; }
    public required long CallsLastDay { get; init; }
    public required long PublishesLastDay { get; init; }
    public required long ErrorsLastDay { get; init; }

    /// <summary>Oldest first; hours without calls are left out.</summary>
    public required IReadOnlyList<UsageHourResponse> Hours { get; init; }

    /// <summary>How much of each limit is used, at this moment.</summary>
    public required IReadOnlyList<LimitResponse> Limits { get; init; }

    /// <summary>The platform said to stop calling until then; null where it did not.</summary>
    public required DateTimeOffset? BlockedUntil { get; init; }

    public static ChannelUsageResponse From(ChannelUsage usage) => new()
    {
        CallsThisHour = usage.CallsThisHour,
        HourEndsAt = usage.HourEndsAt,
        CallsLastDay = usage.CallsLastDay,
        PublishesLastDay = usage.PublishesLastDay,
        ErrorsLastDay = usage.ErrorsLastDay,
        Hours = [.. usage.Hours.Select(hour => new UsageHourResponse(hour.Hour, hour.Calls, hour.Publishes, hour.Errors, hour.BytesOut, hour.BytesIn))],
        Limits = [.. usage.Limits.Select(LimitResponse.From)],
        BlockedUntil = usage.BlockedUntil,
    };
}

/// <summary>One hour of it.</summary>
/// <param name="Hour">Its start.</param>
/// <param name="BytesOut">Of the bodies that were sent; headers are left out.</param>
/// <param name="BytesIn">Of the bodies that were answered; headers are left out.</param>
public sealed record UsageHourResponse(DateTimeOffset Hour, long Calls, long Publishes, long Errors, long BytesOut, long BytesIn);

/// <summary>One limit of a channel, over a rolling window.</summary>
public sealed record LimitResponse
{
    public required LimitName Name { get; init; }
    public required int Used { get; init; }
    public required int Limit { get; init; }
    public required int Remaining { get; init; }

    /// <summary>When less is used than now, and where nothing remains, one more fits; null where nothing is used.</summary>
    public required DateTimeOffset? ResetAt { get; init; }

    /// <summary>Where the limit comes from: read from the platform for this account, its documented default, or a setting of this server.</summary>
    public required LimitSource Source { get; init; }

    public static LimitResponse From(LimitState state) => new()
    {
        Name = state.Name,
        Used = state.Used,
        Limit = state.Limit,
        Remaining = state.Remaining,
        ResetAt = state.ResetAt,
        Source = state.Source,
    };
}
