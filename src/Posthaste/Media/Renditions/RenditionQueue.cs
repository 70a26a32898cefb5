using System.Collections.Concurrent;

namespace Posthaste.Media.Renditions;

/// <summary>Lets everybody who asks for the same rendition at the same time wait for one piece of work. It goes on while
/// anybody waits, and is cancelled with the last one. How many run at once is the tools' own limit.</summary>
internal sealed class RenditionQueue
{
    private readonly ConcurrentDictionary<string, Work> _running = new();

    public async Task<T> RunAsync<T>(string key, Func<IProgress<double>, CancellationToken, Task<T>> make, IProgress<double>? progress, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var work = _running.GetOrAdd(key, _ => new Work());
            if (!work.TryJoin(progress, () => RunAndForgetAsync(key, work, make)))
            {
                // It has just ended or was just given up; the next round starts anew.
                _running.TryRemove(new KeyValuePair<string, Work>(key, work));
                continue;
            }
            try
            {
                return (T)(await work.Result.WaitAsync(ct))!;
            }
            finally
            {
                work.Leave(progress);
            }
        }
    }

    private async Task<object?> RunAndForgetAsync<T>(string key, Work work, Func<IProgress<double>, CancellationToken, Task<T>> make)
    {
        try
        {
            return await make(work, work.Stopped);
        }
        finally
        {
            work.Dispose();
            _running.TryRemove(new KeyValuePair<string, Work>(key, work));
        }
    }

    private sealed class Work : IProgress<double>, IDisposable
    {
        private readonly Lock _gate = new();
        private readonly List<IProgress<double>> _listeners = [];
        private readonly CancellationTokenSource _stop = new();
        private int _waiting;
        private bool _isClosed;
        private Task<object?>? _result;

        public CancellationToken Stopped => _stop.Token;

        public Task<object?> Result => _result!;

        public bool TryJoin(IProgress<double>? progress, Func<Task<object?>> start)
        {
            lock (_gate)
            {
                if (_isClosed) return false;
                _waiting++;
                if (progress is not null) _listeners.Add(progress);
                // Off this thread: the work closes itself under the same lock.
                _result ??= Task.Run(start);
                return true;
            }
        }

        public void Leave(IProgress<double>? progress)
        {
            lock (_gate)
            {
                if (progress is not null) _listeners.Remove(progress);
                if (--_waiting > 0 || _isClosed) return;
                _isClosed = true;
                // What it sets off runs on other threads, not under this lock.
                _ = _stop.CancelAsync();
            }
        }

        /// <summary>Nobody joins from here on.</summary>
        public void Dispose()
        {
            lock (_gate)
            {
                _isClosed = true;
                _stop.Dispose();
            }
        }

        public void Report(double value)
        {
            IProgress<double>[] listeners;
            lock (_gate) listeners = [.. _listeners];
            foreach (var listener in listeners) listener.Report(value);
        }
    }
}
