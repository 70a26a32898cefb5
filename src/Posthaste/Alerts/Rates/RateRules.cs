namespace Posthaste.Alerts.Rates;

/// <summary>How each rate is reckoned, over which time, and what it should be (R-OPS-4). Pure.</summary>
internal sealed class RateRules(AlertsOptions options)
{
    /// <summary>A token is renewed once in months: a day says nothing of it.</summary>
    public static readonly TimeSpan RefreshWindow = TimeSpan.FromDays(30);

    public RateTarget Success { get; } = new(options.SuccessRate, IsFloor: true, options.SuccessRateMinimum);

    public RateTarget Fallback { get; } = new(options.FallbackRate, IsFloor: false, options.FallbackMinimum);

    public RateTarget ApiErrors { get; } = new(options.ApiErrorRate, IsFloor: false, options.ApiErrorMinimum);

    /// <summary>All of them, and of one already.</summary>
    public RateTarget TokenRefresh { get; } = new(1, IsFloor: true, 1);

    public DateTimeOffset From(DateTimeOffset now) => now - options.SuccessRateWindow;

    public IReadOnlyList<Rate> OfOutcomes(IReadOnlyCollection<OutcomeCount> counts, DateTimeOffset now) =>
    [
        Of(RateKind.Success, "published ÷ (published + not published after at least one attempt)", From(now), Success,
            counts.Select(count => (count.Platform, new RateShare(count.Published, count.Published + count.NotPublished)))),
        Of(RateKind.Automation, "published by the API ÷ published", From(now), target: null,
            counts.Select(count => (count.Platform, new RateShare(count.Published - count.ByHand, count.Published)))),
        Of(RateKind.Fallback, "fallen back to a person ÷ (ended or fallen back)", From(now), Fallback,
            counts.Select(count => (count.Platform, new RateShare(count.FellBack, count.Published + count.NotPublished + count.NeverTried + count.FellBackOnly)))),
    ];

    public Rate OfCalls(IReadOnlyCollection<CallCount> counts, DateTimeOffset now) => Of(
        RateKind.ApiErrors, "calls without an answer or with a refusal ÷ calls", From(now), ApiErrors, counts.Select(count => (count.Platform, new RateShare(count.Errors, count.Calls))));

    public Rate OfRenewals(IReadOnlyCollection<RenewalCount> counts, DateTimeOffset now) => Of(
        RateKind.TokenRefresh, "tokens renewed ÷ tokens tried to be renewed", now - RefreshWindow, TokenRefresh,
        counts.Select(count => (count.Platform, new RateShare(count.Renewed, count.Tried))));

    private static Rate Of(RateKind kind, string formula, DateTimeOffset from, RateTarget? target, IEnumerable<(string Platform, RateShare Share)> rows)
    {
        PlatformShare[] platforms =
        [
            .. rows.GroupBy(row => row.Platform, row => row.Share).Select(group => new PlatformShare(group.Key, group.Aggregate(RateShare.Add)))
                .Where(platform => platform.Share.Whole > 0).OrderBy(platform => platform.Platform, StringComparer.Ordinal),
        ];
        return new Rate
        {
            Kind = kind,
            Formula = formula,
            From = from,
            Target = target,
            Total = platforms.Aggregate(default(RateShare), (sum, platform) => sum + platform.Share),
            Platforms = platforms,
        };
    }
}
