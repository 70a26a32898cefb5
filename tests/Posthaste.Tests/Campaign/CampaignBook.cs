using System.Text.Json;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Campaign;

/// <summary>What a campaign has done so far, in a file, so that it goes on where it stopped.</summary>
internal sealed class CampaignBook
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path;
    private readonly Lock _gate = new();
    private Content _content;

    private CampaignBook(string path, Content content) => (_path, _content) = (path, content);

    public IReadOnlyDictionary<string, string> Failures => _content.Failures;

    public static CampaignBook Open(string path) =>
        new(path, File.Exists(path) ? JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Json)! : new Content([], [], new CrashCounts(), 0));

    public bool Has(string item)
    {
        lock (_gate) return _content.Done.ContainsKey(item);
    }

    /// <param name="told">Each with its kill and its recovery.</param>
    /// <param name="sum">Everything else, of all of them together.</param>
    /// <param name="took">Of the machine's time.</param>
    public void Write(IReadOnlyDictionary<string, CrashCounts> told, CrashCounts sum, TimeSpan took)
    {
        lock (_gate)
        {
            foreach (var (item, counts) in told)
            {
                _content.Done[item] = counts;
                _content.Failures.Remove(item);
            }
            Save(_content with { Sum = _content.Sum.Plus(sum with { Runs = 0 }), Seconds = _content.Seconds + took.TotalSeconds });
        }
    }

    public void WriteFailure(string item, string why)
    {
        lock (_gate)
        {
            _content.Failures[item] = why;
            Save(_content);
        }
    }

    /// <summary>The totals, as Markdown.</summary>
    /// <param name="items">Of the whole campaign, those under load left out.</param>
    public string Report(IReadOnlyCollection<string> items)
    {
        lock (_gate)
        {
            var all = _content.Done.Values.Aggregate(_content.Sum, (sum, more) => sum.Plus(more));
            var recoveries = all.RecoverySeconds.Order().ToList();
            double At(double share) => recoveries.Count == 0 ? 0 : recoveries[Math.Min(recoveries.Count - 1, (int)(recoveries.Count * share))];
            var named = _content.Done.Where(item => item.Key.Contains('|', StringComparison.Ordinal)).ToList();
            var places = named.GroupBy(item => item.Key.Split('|')[0].Split(':')[0]).OrderBy(place => place.Key, StringComparer.Ordinal).ToList();
            var known = KillRows.All.Select(row => row.Failpoint.Split(':')[0]).Distinct().Count();
            return $"""
                | | |
                | --- | --- |
                | stories at a named place | {named.Count} of {items.Count} |
                | places hit | {places.Count(IsHit)} of {known} |
                | runs under load, four kills each | {_content.Done.Count - named.Count} |
                | kills | {all.Kills} |
                | posts | {all.Posts} |
                | publish calls that arrived | {all.PublishCalls} |
                | posts and stories live | {all.Live} |
                | **duplicates, lost, false success, false failure** | **{all.Duplicates}, {all.Lost}, {all.FalseSuccess}, {all.FalseFailure}** |
                | live, told so, and without a link: look-alikes of an account whose answers were lost | {all.Nameless} |
                | unknown → published / not published / a person | {all.UnknownToPublished} / {all.UnknownToNotPublished} / {all.UnknownToAttention} |
                | restart → nothing left to do, p50 / p99 / max | {At(0.5):F1} / {At(0.99):F1} / {At(1):F1} s |
                | failed | {_content.Failures.Count} |
                | machine time | {_content.Seconds:F0} s |

                Kills by place: {string.Join(", ", places.Select(place => $"{place.Key} {place.Sum(item => item.Value.Kills)}"))}.
                """;
        }
    }

    /// <summary>A place that throws, loses or hangs was reached where its story has been told: the story looks for it.</summary>
    private static bool IsHit(IGrouping<string, KeyValuePair<string, CrashCounts>> place) =>
        place.Any(item => item.Value.Kills > 0 || item.Key.Split('|')[0].Split(':').Length > 2);

    private void Save(Content content)
    {
        _content = content;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path + ".new", JsonSerializer.Serialize(content, Json));
        File.Move(_path + ".new", _path, overwrite: true);
    }

    private sealed record Content(Dictionary<string, CrashCounts> Done, Dictionary<string, string> Failures, CrashCounts Sum, double Seconds);
}
