using System.Globalization;
using System.Text.Json;

namespace Posthaste.Bench.Stub;

/// <summary>What really arrived: the only witness of every figure, the same for every queue.</summary>
internal sealed class StubLedger(TimeSpan delay)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _jobs = [];
    private readonly Dictionary<string, int> _underWay = [];
    private readonly List<double> _lateness = [];
    private readonly List<long> _arrivals = [];
    private long _other;
    private long _repeated;
    private long _overlaps;

    /// <returns>JSON.</returns>
    public async ValueTask<string> AnswerAsync(string target, CancellationToken ct)
    {
        // Before anything else: this is the instant that lateness is measured at.
        var now = TimeProvider.System.GetUtcNow();
        var (path, query) = Split(target);
        switch (path)
        {
            case "/stats":
                lock (_gate) return JsonSerializer.Serialize(Read());
            case "/reset":
                Forget();
                return "{}";
            case "/call":
                var account = query.GetValueOrDefault("account", "");
                Begin(query["job"], account, query.TryGetValue("due", out var due) ? due : null, now);
                if (delay > TimeSpan.Zero) await Task.Delay(delay, TimeProvider.System, ct);
                End(account);
                return """{"id":"1"}""";
            default:
                // A step before or after the one that counts.
                Interlocked.Increment(ref _other);
                if (delay > TimeSpan.Zero) await Task.Delay(delay, TimeProvider.System, ct);
                return """{"id":"1","status_code":"FINISHED","permalink":"https://example.invalid/p/1"}""";
        }
    }

    private void Begin(string job, string account, string? due, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_jobs.Add(job)) _repeated++;
            var already = _underWay.GetValueOrDefault(account);
            if (already > 0 && account.Length > 0) _overlaps++;
            _underWay[account] = already + 1;
            _arrivals.Add(now.UtcTicks);
            if (due is not null)
                _lateness.Add((now - DateTimeOffset.UnixEpoch).TotalMilliseconds - double.Parse(due, CultureInfo.InvariantCulture));
        }
    }

    private void End(string account)
    {
        lock (_gate) _underWay[account]--;
    }

    private StubStats Read() => new()
    {
        Jobs = _jobs.Count,
        Repeated = _repeated,
        Overlaps = _overlaps,
        OtherCalls = _other,
        FirstAt = _arrivals.Count == 0 ? 0 : _arrivals[0],
        LastAt = _arrivals.Count == 0 ? 0 : _arrivals[^1],
        PerSecond = Rate(),
        Lateness = [.. _lateness],
    };

    // Without the first part, in which everybody's code is still being compiled and connections are made.
    private double Rate()
    {
        var from = _arrivals.Count * 2 / 5;
        return _arrivals.Count < 2 || _arrivals[^1] == _arrivals[from] ? 0 : (_arrivals.Count - 1 - from) / TimeSpan.FromTicks(_arrivals[^1] - _arrivals[from]).TotalSeconds;
    }

    private void Forget()
    {
        lock (_gate)
        {
            _jobs.Clear();
            _underWay.Clear();
            _lateness.Clear();
            _arrivals.Clear();
            (_other, _repeated, _overlaps) = (0, 0, 0);
        }
    }

    private static (string Path, Dictionary<string, string> Query) Split(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0) return (target, []);
        var query = new Dictionary<string, string>(3);
        foreach (var pair in target[(mark + 1)..].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            query[pair[..equals]] = pair[(equals + 1)..];
        }
        return (target[..mark], query);
    }
}
