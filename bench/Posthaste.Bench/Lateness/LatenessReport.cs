using System.Globalization;
using System.Text.Json;

namespace Posthaste.Bench.Lateness;

/// <summary>What was due, held against what went live.</summary>
/// <remarks>The ledger decides: a post of it that no job names is one too many, a job whose post it lacks is one too few.</remarks>
internal sealed class LatenessReport
{
    private readonly BenchNetwork _network;
    private readonly IReadOnlyList<ScheduledPost> _scheduled;
    private readonly IReadOnlyDictionary<Guid, JsonElement> _jobs;
    private readonly List<(ScheduledPost Post, double Accepted, double Told)> _live = [];
    private readonly List<ScheduledPost> _missing = [];
    private readonly int _calls;
    private readonly int _extra;

    /// <param name="network">Whose posts they are.</param>
    /// <param name="scheduled">What was wanted.</param>
    /// <param name="jobs">What the API says, by job.</param>
    /// <param name="ledger">What really happened.</param>
    public LatenessReport(BenchNetwork network, IReadOnlyList<ScheduledPost> scheduled, IReadOnlyDictionary<Guid, JsonElement> jobs, JsonElement ledger)
    {
        (_network, _scheduled, _jobs) = (network, scheduled, jobs);
        var calls = ledger.GetProperty("calls").EnumerateArray().ToList();
        _calls = calls.Count;
        // Some networks name a post only once it is live: by what it was made of it is the same.
        var names = ledger.GetProperty("posts").EnumerateArray().ToDictionary(post => post.GetProperty("containerId").GetString()!, post => post.GetProperty("mediaId").GetString()!);
        var accepted = calls.Where(call => call.GetProperty("accepted").GetBoolean())
            .ToDictionary(call => names[call.GetProperty("containerId").GetString()!], call => call.GetProperty("arrivedAt").GetDateTimeOffset());
        foreach (var post in scheduled)
        {
            if (jobs.GetValueOrDefault(post.Job) is { ValueKind: JsonValueKind.Object } job && job.GetProperty("remoteId").GetString() is { } id && accepted.Remove(id, out var at))
                _live.Add((post, (at - post.Due).TotalMilliseconds, job.GetProperty("latenessMs").GetDouble()));
            else
                _missing.Add(post);
        }
        // Of a job without an id it cannot be said which post is its own: it counts as missing and as too many.
        _extra = accepted.Count;
    }

    public bool IsGood => _missing.Count == 0 && _extra == 0 && Early == 0;

    private int Early => _live.Count(post => post.Accepted < 0);

    public void Print()
    {
        var states = _scheduled.GroupBy(post => _jobs.TryGetValue(post.Job, out var job) ? job.GetProperty("state").GetString()! : "gone")
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        Console.WriteLine();
        Console.WriteLine($"jobs              {string.Join(", ", states)}");
        Console.WriteLine($"live by ledger    {_live.Count + _extra} after {_calls} publish calls");
        Console.WriteLine($"missing           {_missing.Count}");
        Console.WriteLine($"too many          {_extra}");
        Console.WriteLine($"early             {Early}");
        if (_live.Count > 0) PrintLateness();
        foreach (var post in _missing.Take(10))
            Console.WriteLine($"missing: {post.Planned.Type} {post.Job}: {(_jobs.TryGetValue(post.Job, out var job) ? job.ToString() : "gone")}");
    }

    private void PrintLateness()
    {
        Console.WriteLine();
        Console.WriteLine($"milliseconds                              {"p50",9} {"p95",9} {"p99",9} {"max",9}");
        Console.WriteLine($"due to call at the platform               {new Percentiles(_live.Select(post => post.Accepted))}");
        Console.WriteLine($"due to answer, as the API tells           {new Percentiles(_live.Select(post => post.Told))}");
        foreach (var group in _live.GroupBy(post => post.Post.Planned.Type).OrderBy(group => _network.Types.TakeWhile(type => type != group.Key).Count()))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  due to call, {group.Key,-18} {group.Count(),7} {new Percentiles(group.Select(post => post.Accepted))}"));
    }
}
