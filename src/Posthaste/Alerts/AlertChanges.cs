namespace Posthaste.Alerts;

/// <summary>What has to change so that the open alerts are what was found. Pure.</summary>
internal sealed record AlertChanges(IReadOnlyList<AlertFinding> Raise, IReadOnlyList<Alert> Reword, IReadOnlyList<Alert> Resolve)
{
    /// <param name="open">Those that last, of the kinds that were looked for.</param>
    /// <param name="found">All that was found of these kinds.</param>
    public static AlertChanges Between(IReadOnlyList<Alert> open, IReadOnlyList<AlertFinding> found)
    {
        var known = open.ToDictionary(alert => alert.Finding.Key);
        var now = new Dictionary<(AlertKind, Guid, string), AlertFinding>();
        foreach (var finding in found) now.TryAdd(finding.Key, finding);
        return new AlertChanges(
            [.. now.Values.Where(finding => !known.ContainsKey(finding.Key))],
            [.. open.Where(alert => now.TryGetValue(alert.Finding.Key, out var finding) && finding != alert.Finding).Select(alert => alert with { Finding = now[alert.Finding.Key] })],
            [.. open.Where(alert => !now.ContainsKey(alert.Finding.Key))]);
    }
}
