using System.Collections.Concurrent;
using Posthaste.Events;

namespace Posthaste.Server.Live;

/// <summary>The open connections of this node. While there is one, the event log is followed for them.</summary>
internal sealed class LiveClients(EventFeed feed)
{
    /// <summary>After these somebody may have lost a right that an open connection has.</summary>
    private static readonly HashSet<string> s_ofAccess =
        ["api_key.revoked", "session.ended", "member.removed", "member.role_changed", "member.password_changed", "member.password_reset"];

    private readonly ConcurrentDictionary<string, LiveClient> _clients = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _accessChanged = New();
    private IDisposable? _listening;

    public IReadOnlyCollection<LiveClient> All => [.. _clients.Values];

    /// <summary>Ends when somebody may have lost a right. Take it before looking.</summary>
    public Task NextAccessChange => Volatile.Read(ref _accessChanged).Task;

    public void Add(string connectionId, LiveClient client)
    {
        lock (_gate)
        {
            _clients[connectionId] = client;
            _listening ??= feed.Listen(Hear);
        }
        // Asked once it is among them. Where the log is not followed yet, the feed begins with a gap.
        if (feed.IsFollowing) client.TellAfresh();
    }

    public void Remove(string connectionId)
    {
        lock (_gate)
        {
            _clients.TryRemove(connectionId, out _);
            if (!_clients.IsEmpty) return;
            _listening?.Dispose();
            _listening = null;
        }
    }

    private void Hear(FeedNews news)
    {
        switch (news)
        {
            case FeedNews.Gap:
                foreach (var client in _clients.Values) client.TellAfresh();
                TellOfAccess();
                break;
            case FeedNews.Happened happened:
                foreach (var client in _clients.Values) client.Tell(happened.Notices);
                if (happened.Notices.Any(notice => s_ofAccess.Contains(notice.Kind))) TellOfAccess();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void TellOfAccess() => Interlocked.Exchange(ref _accessChanged, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
