namespace Posthaste.Sandbox.Accounts;

/// <summary>Counts Graph calls for the usage headers and for the ledger.</summary>
internal sealed class CallMeter
{
    private readonly Queue<DateTimeOffset> _app = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _byAccount = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Step), long> _counts = [];

    /// <summary>A refused call counts as well: on the platform, calling on makes the block longer.</summary>
    public void Note(string accountId, string step, DateTimeOffset now)
    {
        _app.Enqueue(now);
        if (!_byAccount.TryGetValue(accountId, out var calls)) _byAccount[accountId] = calls = new();
        calls.Enqueue(now);
        _counts[(accountId, step)] = _counts.GetValueOrDefault((accountId, step)) + 1;
    }

    /// <summary>Percent of <paramref name="limit"/>, for all accounts in one window.</summary>
    public int AppPercent(int limit, TimeSpan window, DateTimeOffset now)
    {
        Forget(_app, now - window);
        return Percent(_app.Count, limit);
    }

    /// <summary>Percentages of <paramref name="limit"/>, and how long until a call is let through again if none is made before.</summary>
    public FakeUsage UsageOf(string accountId, int limit, TimeSpan window, DateTimeOffset now)
    {
        if (!_byAccount.TryGetValue(accountId, out var calls)) return new FakeUsage();
        Forget(calls, now - window);
        if (calls.Count == 0) return new FakeUsage();
        var percent = Percent(calls.Count, limit);
        var minutes = percent < 100 ? 0 : (int)Math.Ceiling((LastToForget(calls, limit) + window - now).TotalMinutes);
        return new FakeUsage(percent, percent / 2, percent / 3, minutes);
    }

    /// <summary>Calls by step since the start, of one account or of all.</summary>
    public IReadOnlyDictionary<string, long> Counts(string? accountId) =>
        _counts.Where(pair => accountId is null || pair.Key.Account == accountId)
            .GroupBy(pair => pair.Key.Step, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal);

    /// <summary>The next call counts itself and must still be below the limit.</summary>
    private static DateTimeOffset LastToForget(Queue<DateTimeOffset> calls, int limit) =>
        calls.ElementAt(Math.Clamp(calls.Count - Math.Max(1, limit) + 1, 0, calls.Count - 1));

    private static int Percent(int calls, int limit) => (int)Math.Min(int.MaxValue, calls * 100L / Math.Max(1, limit));

    private static void Forget(Queue<DateTimeOffset> calls, DateTimeOffset before)
    {
        while (calls.TryPeek(out var oldest) && oldest <= before) calls.Dequeue();
    }
}
