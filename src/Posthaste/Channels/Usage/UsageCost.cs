namespace Posthaste.Channels.Usage;

/// <summary>What usage costs by the operator's own prices: an estimate, since networks and stores bill by their own counts.</summary>
/// <param name="Calls">Null where they have no price.</param>
/// <param name="Storage">Null where it has no price, and for a channel, which stores nothing by itself.</param>
public sealed record UsageCost(decimal? Calls, decimal? Storage)
{
    private const decimal HoursOfAMonth = 730;
    private const decimal BytesOfAGb = 1_000_000_000;

    public decimal Total => (Calls ?? 0) + (Storage ?? 0);

    /// <returns>Null where no price was given.</returns>
    public static UsageCost? Of(UsageSum usage, UsageOptions prices) => Of(usage, null, prices);

    /// <inheritdoc cref="Of(UsageSum, UsageOptions)"/>
    public static UsageCost? Of(UsageSum usage, HostedSum? hosted, UsageOptions prices)
    {
        var calls = prices.CostPerThousandCalls is { } perThousand ? Round(usage.Calls * perThousand / 1_000) : (decimal?)null;
        var storage = prices.CostPerGbMonth is { } perMonth && hosted is { } held ? Round(held.StoredByteHours / BytesOfAGb / HoursOfAMonth * perMonth) : (decimal?)null;
        return calls is null && storage is null ? null : new UsageCost(calls, storage);
    }

    /// <summary>A day of one channel costs fractions of a cent.</summary>
    private static decimal Round(decimal cost) => decimal.Round(cost, 6);
}
