using System.Text.Json;
using Posthaste.Cli.Api;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Watching;

/// <summary>Reads the server's event log forward: each event once, in order, none left out, whatever happened to the connection meanwhile.</summary>
internal sealed class EventLog(ApiClient api, IReadOnlyList<string> kinds)
{
    /// <summary>Events may be written in another order than they happened, by so much at the most.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> _seen = [];
    private DateTimeOffset? _newest;

    /// <summary>Begins behind what has happened already. By the server's clock: ours may be wrong.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        var last = (await api.GetAsync(Path(from: null, limit: "1"), ct)).Items();
        _newest = last is [var newest] ? newest.Time("at") : null;
        if (_newest is not null) await NextAsync(ct);
    }

    /// <returns>What is new, oldest first.</returns>
    public async Task<IReadOnlyList<JsonElement>> NextAsync(CancellationToken ct)
    {
        var from = _newest - s_overlap;
        var found = await Pages.AllAsync(api, Path(from, limit: null), ct);
        var fresh = found.Reverse().Where(happened => !_seen.ContainsKey(happened.Needed("id"))).ToArray();
        foreach (var happened in fresh)
        {
            var at = happened.Time("at") ?? DateTimeOffset.MinValue;
            _seen[happened.Needed("id")] = at;
            if (_newest is null || at > _newest) _newest = at;
        }
        foreach (var (id, _) in _seen.Where(entry => entry.Value < _newest - (2 * s_overlap)).ToArray()) _seen.Remove(id);
        return fresh;
    }

    private string Path(DateTimeOffset? from, string? limit) => Address.With("events",
        [("from", from is { } at ? LocalTime.Rfc3339(at) : null), ("limit", limit), .. kinds.Select(kind => ("kind", (string?)kind))]);
}
