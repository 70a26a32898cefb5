using System.Collections.Concurrent;
using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>What the servers say of themselves, asked again every few hours.</summary>
internal sealed class ServerBook(MastodonApi api, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<string, (ServerFacts Facts, DateTimeOffset ReadAt)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The facts, or the answer that has none. A server without this call has no facts, which is one too.</returns>
    public async Task<(ServerFacts? Facts, MastodonAnswer? Answer)> ReadAsync(PlatformAccount account, CancellationToken ct)
    {
        var (now, server) = (time.GetUtcNow(), account.Server!.Authority);
        if (_known.TryGetValue(server, out var known) && now - known.ReadAt < Fresh) return (known.Facts, null);

        var answer = await api.GetAsync(account, "api/v2/instance", ct);
        var facts = answer switch
        {
            MastodonAnswer.Done done => ServerFacts.Read(done.Body),
            MastodonAnswer.Refused { Status: 404 } or MastodonAnswer.Unreadable { Status: 404 } => ServerFacts.Unknown,
            _ => null,
        };
        if (facts is not null) _known[server] = (facts, now);
        return (facts, answer);
    }
}
