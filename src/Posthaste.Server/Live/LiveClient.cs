using Posthaste.Events;
using Posthaste.Server.Events;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Live;

/// <summary>One open connection. What it should hear waits here until it has taken what came before, so that a slow one holds nobody up.</summary>
/// <param name="caller">Who opened it.</param>
/// <param name="send">Sends one message, and ends when the connection has taken it.</param>
/// <param name="end">Closes the connection.</param>
internal sealed class LiveClient(Caller caller, Func<IReadOnlyList<ChangedItem>, CancellationToken, Task> send, Action end)
{
    /// <summary>Beyond this nothing is kept for it: it is told to look at everything afresh.</summary>
    private const int MostWaiting = 1_000;

    private readonly Lock _gate = new();
    private TaskCompletionSource _news = New();
    private List<ChangedItem> _waiting = [];
    private bool _afresh;
    private IReadOnlySet<Right> _rights = caller.Rights;

    public Caller Caller => caller;

    /// <summary>What it may do as of the last check.</summary>
    public void Allow(IReadOnlySet<Right> rights)
    {
        lock (_gate) _rights = rights;
    }

    public void End() => end();

    public void Tell(IEnumerable<EventNotice> notices)
    {
        lock (_gate)
        {
            var seen = notices.Where(notice => notice.WorkspaceId == caller.WorkspaceId && EventSight.MaySee(_rights, notice.Kind));
            _waiting.AddRange(seen.Select(notice => new ChangedItem(notice.Kind, notice.SubjectId, notice.PostId)));
            if (_waiting.Count == 0) return;
            if (_waiting.Count > MostWaiting) _afresh = true;
            if (_afresh) _waiting.Clear();
            _news.TrySetResult();
        }
    }

    /// <summary>It may have missed something: an empty message says so, and from then on it misses nothing.</summary>
    public void TellAfresh()
    {
        lock (_gate)
        {
            (_waiting, _afresh) = ([], true);
            _news.TrySetResult();
        }
    }

    /// <summary>Sends what waits, until the connection is closed.</summary>
    public async Task SendLoopAsync(CancellationToken closed)
    {
        while (true)
        {
            Task news;
            lock (_gate) news = _news.Task;
            await news.WaitAsync(closed);
            IReadOnlyList<ChangedItem> items;
            bool afresh;
            lock (_gate)
            {
                items = [.. _waiting.Distinct()];
                afresh = _afresh;
                (_waiting, _afresh, _news) = ([], false, New());
            }
            if (afresh) await send([], closed);
            if (items.Count > 0) await send(items, closed);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
