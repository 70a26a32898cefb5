using Posthaste.Channels.Usage;

namespace Posthaste.Server.Usage;

/// <summary>What was called for a channel by the day.</summary>
public sealed record ChannelDaysResponse
{
    public required Guid ChannelId { get; init; }
    public required string Platform { get; init; }
    public required string Username { get; init; }

    /// <summary>Oldest first; days without calls are left out.</summary>
    public required IReadOnlyList<UsageDayResponse> Days { get; init; }

    public required UsageSumResponse Total { get; init; }

    /// <summary>Null where the server was given no price for calls.</summary>
    public required UsageCostResponse? EstimatedCost { get; init; }

    public static ChannelDaysResponse From(ChannelDays found) => new()
    {
        ChannelId = found.Channel.Id,
        Platform = found.Channel.Platform,
        Username = found.Channel.Username,
        Days = [.. found.Days.Select(day => new UsageDayResponse(day.Day, UsageSumResponse.From(day.Usage)))],
        Total = UsageSumResponse.From(found.Total),
        EstimatedCost = UsageCostResponse.From(found.Cost, found.Currency),
    };
}

/// <summary>What a workspace used by the day.</summary>
public sealed record WorkspaceDaysResponse
{
    /// <summary>By platform and name, disconnected ones too; those without calls are left out.</summary>
    public required IReadOnlyList<ChannelDaysResponse> Channels { get; init; }

    /// <summary>Of all channels.</summary>
    public required UsageSumResponse Total { get; init; }

    /// <summary>Public copies of media, oldest day first; days with nothing are left out. A copy may serve several channels, so they are not told apart.</summary>
    public required IReadOnlyList<HostedDayResponse> Hosted { get; init; }

    public required HostedSumResponse HostedTotal { get; init; }

    /// <summary>Of the calls of all channels and of what was hosted. Null where the server was given no price.</summary>
    public required UsageCostResponse? EstimatedCost { get; init; }

    public static WorkspaceDaysResponse From(WorkspaceDays found) => new()
    {
        Channels = [.. found.Channels.Select(ChannelDaysResponse.From)],
        Total = UsageSumResponse.From(found.Total),
        Hosted = [.. found.Hosted.Select(day => new HostedDayResponse(day.Day, HostedSumResponse.From(day.Hosted)))],
        HostedTotal = HostedSumResponse.From(found.HostedTotal),
        EstimatedCost = UsageCostResponse.From(found.Cost, found.Currency),
    };
}

/// <summary>One day of a channel.</summary>
/// <param name="Day">In UTC.</param>
public sealed record UsageDayResponse(DateOnly Day, UsageSumResponse Usage);

/// <summary>What calls came to.</summary>
/// <param name="Publishes">Publish calls that were answered with success.</param>
/// <param name="Errors">Answers that were none, or a refusal.</param>
/// <param name="BytesOut">Of the bodies that were sent; headers are left out.</param>
/// <param name="BytesIn">Of the bodies that were answered; headers are left out.</param>
public sealed record UsageSumResponse(long Calls, long Publishes, long Errors, long BytesOut, long BytesIn)
{
    internal static UsageSumResponse From(UsageSum sum) => new(sum.Calls, sum.Publishes, sum.Errors, sum.BytesOut, sum.BytesIn);
}

/// <summary>One day of a workspace's public copies.</summary>
/// <param name="Day">In UTC.</param>
public sealed record HostedDayResponse(DateOnly Day, HostedSumResponse Hosted);

/// <summary>What public copies came to.</summary>
/// <param name="UploadedBytes">Sent to an object store.</param>
/// <param name="ServedBytes">Handed out by this server; an object store's own answers are not seen here.</param>
/// <param name="StoredByteHours">Bytes in object stores, added up once an hour: 24 times the bytes for a whole day.</param>
public sealed record HostedSumResponse(long UploadedBytes, long ServedBytes, long StoredByteHours)
{
    internal static HostedSumResponse From(HostedSum sum) => new(sum.UploadedBytes, sum.ServedBytes, sum.StoredByteHours);
}

/// <summary>An estimate by the prices in the server's settings.</summary>
/// <param name="Calls">Null where calls have no price.</param>
/// <param name="Storage">Null where storage has no price, and for a single channel.</param>
/// <param name="Currency">Three letters; null where the settings name none.</param>
public sealed record UsageCostResponse(decimal? Calls, decimal? Storage, decimal Total, string? Currency)
{
    internal static UsageCostResponse? From(UsageCost? cost, string? currency) => cost is null ? null : new(cost.Calls, cost.Storage, cost.Total, currency);
}
