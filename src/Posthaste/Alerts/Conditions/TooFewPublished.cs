using System.Globalization;
using Microsoft.Extensions.Options;

namespace Posthaste.Alerts.Conditions;

/// <summary>Workspaces whose share of posts that went out is too low (R-OPS-3).</summary>
internal sealed class TooFewPublished(IAlertFacts facts, IOptions<AlertsOptions> options) : IAlertCondition
{
    private readonly AlertsOptions _options = options.Value;

    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.SuccessRate];

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public bool IsToldBy(string eventKind) => false;

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct) =>
        [.. (await facts.CountOutcomesAsync(now - _options.SuccessRateWindow, now, ct)).Where(IsLow).Select(Of)];

    private bool IsLow(WorkspaceOutcomes outcomes)
    {
        var tried = outcomes.Published + outcomes.NotPublished;
        return tried >= _options.SuccessRateMinimum && (double)outcomes.Published / tried < _options.SuccessRate;
    }

    private AlertFinding Of(WorkspaceOutcomes outcomes)
    {
        var tried = outcomes.Published + outcomes.NotPublished;
        return new AlertFinding
        {
            WorkspaceId = outcomes.WorkspaceId,
            Kind = AlertKind.SuccessRate,
            SubjectId = outcomes.WorkspaceId,
            ErrorKind = "success_rate",
            Title = string.Create(CultureInfo.InvariantCulture, $"Only {Math.Floor(1000d * outcomes.Published / tried) / 10:0.0} % of the latest posts went out"),
            Message = string.Create(CultureInfo.InvariantCulture,
                $"Of {tried} posts that were due in the last {_options.SuccessRateWindow.TotalHours:0.#} hours and tried, {outcomes.NotPublished} did not go out. The activity page shows which errors they had."),
            Path = "/activity",
        };
    }
}
