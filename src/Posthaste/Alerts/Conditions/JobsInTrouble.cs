using Microsoft.Extensions.Options;
using Posthaste.Jobs;

namespace Posthaste.Alerts.Conditions;

/// <summary>Posts that wait for a person, also those that a check holds back ahead of their time; and, for a day, posts that were left out.</summary>
internal sealed class JobsInTrouble(IAlertFacts facts, IOptions<AlertsOptions> options) : IAlertCondition
{
    /// <summary>Nothing can be done about a post that was left out: the alert ends by itself.</summary>
    private static readonly TimeSpan TellSkippedFor = TimeSpan.FromDays(1);

    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.NeedsAttention, AlertKind.Failed];

    public TimeSpan Every => options.Value.Interval;

    public bool IsToldBy(string eventKind) => eventKind.StartsWith("job.", StringComparison.Ordinal)
        && eventKind is not ("job.scheduled" or "job.preparing" or "job.ready" or "job.publishing" or "job.part_published");

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct) =>
        [.. (await facts.ListTroubledAsync(now - TellSkippedFor, ct)).Select(Of)];

    private static AlertFinding Of(TroubledJob troubled)
    {
        var (job, title, username) = troubled;
        var kind = job.State == JobState.NeedsAttention ? AlertKind.NeedsAttention : AlertKind.Failed;
        var error = job.LastError;
        var code = error?.Code ?? (job.Reason is { } reason ? Words.Of(reason) : "unknown");
        return new AlertFinding
        {
            WorkspaceId = job.WorkspaceId,
            Kind = kind,
            SubjectId = job.Id,
            // The same trouble after a person's retry is a new one: whoever saw the first does not know of it.
            Occurrence = $"{job.Round}/{code}",
            ErrorKind = code,
            Title = kind == AlertKind.NeedsAttention ? $"“{title}” on @{username} needs attention" : $"“{title}” on @{username} was left out",
            Message = error is null ? "Open the post to see what is to be done." : error.Advice is { } advice ? $"{error.Message} {advice}" : error.Message,
            Path = $"/posts/{job.PostId}",
        };
    }
}
