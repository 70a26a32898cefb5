using System.Text.Json;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Campaign;

/// <summary>What a campaign has done so far, in a file, so that it goes on where it stopped.</summary>
internal sealed class CampaignBook
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CrashCounts> _done;
    private readonly Dictionary<string, string> _failures;
    private double _seconds;

    private CampaignBook(string path, Content content) => (_path, _done, _failures, _seconds) = (path, content.Done, content.Failures, content.Seconds);

    public IReadOnlyDictionary<string, string> Failures => _failures;

    public static CampaignBook Open(string path) => new(path, File.Exists(path)
        ? JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Json)!
        : new Content([], [], 0));

    public bool Has(string item)
    {
        lock (_gate) return _done.ContainsKey(item);
    }

    public void Write(string item, CrashCounts counts, TimeSpan took) => Change(() =>
    {
        _done[item] = counts;
        _failures.Remove(item);
        _seconds += took.TotalSeconds;
    });

    public void WriteFailure(string item, string why, TimeSpan took) => Change(() =>
    {
        _failures[item] = why;
        _seconds += took.TotalSeconds;
    });

    /// <summary>The totals, as Markdown.</summary>
    /// <param name="items">Of the whole campaign, those under load left out.</param>
    public string Report(IReadOnlyCollection<string> items)
    {
        lock (_gate)
        {
            var all = _done.Values.Aggregate(new CrashCounts(), (sum, more) => sum.Plus(more));
            var recoveries = all.RecoverySeconds.Order().ToList();
            double At(double share) => recoveries.Count == 0 ? 0 : recoveries[Math.Min(recoveries.Count - 1, (int)(recoveries.Count * share))];
            var places = _done.Where(item => item.Key.Contains('|', StringComparison.Ordinal)).GroupBy(item => item.Key.Split('|')[0].Split(':')[0]).OrderBy(place => place.Key).ToList();
            return $"""
                | | |
                | --- | --- |
                | runs (of {items.Count} with a named place; the rest under load) | {all.Runs} |
                | places hit | {places.Count(place => place.Any(item => item.Value.Kills > 0 || item.Key.Contains(":throw", StringComparison.Ordinal) || item.Key.Contains(":lose", StringComparison.Ordinal) || item.Key.Contains(":hang", StringComparison.Ordinal)))} of {KillRows.All.Select(row => row.Failpoint.Split(':')[0]).Distinct().Count()} |
                | kills | {all.Kills} |
                | posts | {all.Posts} |
                | publish calls | {all.PublishCalls} |
                | live | {all.Live} |
                | **duplicates, lost, false success, false failure** | **{all.Duplicates}, {all.Lost}, {all.FalseSuccess}, {all.FalseFailure}** |
                | unknown → published / not published / a person | {all.UnknownToPublished} / {all.UnknownToNotPublished} / {all.UnknownToAttention} |
                | restart → nothing left to do, p50 / p99 / max | {At(0.5):F1} / {At(0.99):F1} / {At(1):F1} s |
                | runs that failed | {_failures.Count} |
                | machine time | {_seconds:F0} s |

                Kills by place: {string.Join(", ", places.Select(place => $"{place.Key} {place.Sum(item => item.Value.Kills)}"))}.
                """;
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(_path + ".new", JsonSerializer.Serialize(new Content(_done, _failures, _seconds), Json));
            File.Move(_path + ".new", _path, overwrite: true);
        }
    }

    private sealed record Content(Dictionary<string, CrashCounts> Done, Dictionary<string, string> Failures, double Seconds);
}
