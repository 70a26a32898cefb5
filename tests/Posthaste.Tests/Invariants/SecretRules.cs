namespace Posthaste.Tests.Invariants;

/// <summary>Invariant 10: no secret anywhere that a person or a log reader looks.</summary>
internal static class SecretRules
{
    public static IEnumerable<Violation> Check(Sighting seen)
    {
        if (seen.Secrets.Count == 0) yield break;
        foreach (var (where, text) in Texts(seen))
        {
            // Not quoted: this sentence is printed.
            if (seen.Secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal))) yield return new(10, $"A secret stands in {where}.");
        }
    }

    private static IEnumerable<(string Where, string Text)> Texts(Sighting seen) =>
    [
        .. seen.Texts.Select((text, i) => ($"text {i + 1}", text)),
        .. seen.Store.Jobs.Select(job => ($"job {job.Id}", $"{job.LastError} {job.Checkpoint} {job.Permalink} {job.Settling}")),
        .. seen.Store.Attempts.Select(attempt => ($"attempt {attempt.Id}", $"{attempt.Error} {attempt.Handle} {attempt.TraceId}")),
        .. seen.Store.Intents.Select(row => ($"intent {row.Intent.Id}", $"{row.Evidence} {row.Intent.Checkpoint}")),
    ];
}
