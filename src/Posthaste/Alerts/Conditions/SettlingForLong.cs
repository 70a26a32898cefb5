using System.Globalization;
using Microsoft.Extensions.Options;

namespace Posthaste.Alerts.Conditions;

/// <summary>Publish calls whose answer was lost and of which the platform has not told for minutes what became.</summary>
internal sealed class SettlingForLong(IAlertFacts facts, IOptions<AlertsOptions> options) : IAlertCondition
{
    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.Settling];

    public TimeSpan Every => options.Value.Interval;

    // It is the passing of time that makes it one; only its end is an event.
    public bool IsToldBy(string eventKind) => false;

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct) =>
        [.. (await facts.ListSettlingAsync(now - options.Value.SettlingAfter, ct)).Select(Of)];

    private static AlertFinding Of(SettlingJob job) => new()
    {
        WorkspaceId = job.WorkspaceId,
        Kind = AlertKind.Settling,
        SubjectId = job.JobId,
        Occurrence = job.Since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        ErrorKind = "settling",
        Title = $"Nobody knows yet whether “{job.Title}” is live on @{job.Username}",
        Message = "The answer to the publish call was lost, and the network is being asked what became of it. Nothing is sent again before that is known, and there is nothing to do: "
            + "it settles by itself, or asks for a person within a day.",
        Path = $"/posts/{job.PostId}",
    };
}
