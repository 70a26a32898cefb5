using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Alerts.Rates;
using Posthaste.Jobs;

namespace Posthaste.Alerts.Conditions;

/// <summary>Workspaces where too few posts went out, too many fell back to people, or too many calls to networks failed (R-OPS-3, R-OPS-4). Where
/// it is so for all networks together, that is told once; else for each network that misses what it should be.</summary>
internal sealed class RatesMissed(IRateStore store, IPlatforms platforms, IOptions<AlertsOptions> options) : IAlertCondition
{
    private readonly RateRules _rules = new(options.Value);

    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.SuccessRate, AlertKind.FallbackRate, AlertKind.ApiErrorRate];

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public bool IsToldBy(string eventKind) => false;

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct)
    {
        var scope = new RateScope(WorkspaceId: null, _rules.From(now), now);
        var outcomes = await store.CountOutcomesAsync(scope, ct);
        var calls = await store.CountCallsAsync(scope, ct);
        return
        [
            .. outcomes.GroupBy(count => count.WorkspaceId).SelectMany(workspace => _rules.OfOutcomes([.. workspace], now).SelectMany(rate => Missed(workspace.Key, rate))),
            .. calls.GroupBy(count => count.WorkspaceId).SelectMany(workspace => Missed(workspace.Key, _rules.OfCalls([.. workspace], now))),
        ];
    }

    private IEnumerable<AlertFinding> Missed(Guid workspaceId, Rate rate)
    {
        if (rate.IsMet == false) return [Of(workspaceId, rate, rate.Total, platform: null)];
        return rate.Platforms.Where(platform => rate.Target?.IsMetBy(platform.Share) == false).Select(platform => Of(workspaceId, rate, platform.Share, platform.Platform));
    }

    private AlertFinding Of(Guid workspaceId, Rate rate, RateShare share, string? platform)
    {
        var on = platform is null ? "" : $" on {NameOf(platform)}";
        var (kind, title, message) = rate.Kind switch
        {
            RateKind.Success => (AlertKind.SuccessRate, $"Only {Percent(share)} of the latest posts went out{on}",
                $"Of {share.Whole} posts{on} that were due in the last {Window} and tried, {share.Whole - share.Part} did not go out. The activity page shows which errors they had."),
            RateKind.Fallback => (AlertKind.FallbackRate, $"{Percent(share)} of the latest posts fell back to people{on}",
                $"Of {share.Whole} posts{on} that were due in the last {Window} and have ended, {share.Part} could not go out by themselves and were given to people. Their cards say why; the accounts' pages say "
                + "what is to be done."),
            RateKind.ApiErrors => (AlertKind.ApiErrorRate, $"{Percent(share)} of the latest calls to networks failed{on}",
                $"Of {share.Whole} calls{on} in the last {Window}, {share.Part} had no answer, or a refusal. The activity page shows the errors of posts, the accounts' pages what was called for each."),
            _ => throw new UnreachableException($"{rate.Kind} has no alert here."),
        };
        return new AlertFinding
        {
            WorkspaceId = workspaceId,
            Kind = kind,
            SubjectId = workspaceId,
            Occurrence = platform ?? "",
            ErrorKind = Words.Of(kind),
            Title = title,
            Message = message,
            Path = "/activity",
        };
    }

    private string Window => string.Create(CultureInfo.InvariantCulture, $"{options.Value.SuccessRateWindow.TotalHours:0.#} hours");

    private string NameOf(string platform) => platforms.Find(platform)?.DisplayName ?? platform;

    // Rounded down: 98.99 % is not 99.0 %, which would be enough.
    private static string Percent(RateShare share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000d * share.Part / share.Whole) / 10:0.0} %");
}
