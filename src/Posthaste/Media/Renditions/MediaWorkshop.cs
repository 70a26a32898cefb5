using Microsoft.Extensions.Logging;

namespace Posthaste.Media.Renditions;

/// <summary>Works on files behind the backs of those who ask: the work goes on when they have left, until it is done or the
/// server stops. What could not be done is remembered for a while, so that somebody who asks every second is told so and sets
/// off nothing. Nothing of this outlives the process: after a restart it is simply tried again.</summary>
/// <param name="work">Null where it was done.</param>
internal sealed partial class MediaWorkshop(
    Func<MediaWork, IProgress<double>, CancellationToken, Task<MediaRefusal?>> work, TimeProvider time, ILogger<MediaWorkshop> log) : IAsyncDisposable
{
    /// <summary>How long a refusal is remembered that lies in the file.</summary>
    public static readonly TimeSpan RefusalMemory = TimeSpan.FromMinutes(10);

    /// <summary>The same where it lies in the server: an operator may be mending it.</summary>
    public static readonly TimeSpan FaultMemory = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Running> _running = [];
    private readonly Dictionary<string, (MediaRefusal Refusal, DateTimeOffset Until)> _refused = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _isClosed;

    /// <summary>Begins the work, or joins it where it is under way. Begins nothing that was refused a short while ago.</summary>
    /// <returns>Ends with the work, whatever it came to; never fails.</returns>
    public Task StartAsync(MediaWork wanted)
    {
        lock (_gate)
        {
            if (_isClosed || Remembered(wanted) is not null) return Task.CompletedTask;
            if (_running.TryGetValue(wanted.Key, out var known)) return known.Task;
            var running = new Running();
            _running.Add(wanted.Key, running);
            // Not in the flow of whoever asks: it may be inside of a transaction, which is not this work's.
            using (ExecutionContext.SuppressFlow()) running.Task = Task.Run(() => RunAsync(wanted, running), CancellationToken.None);
            return running.Task;
        }
    }

    /// <returns>0 to 1, as far as it is known; null where this is not being worked on.</returns>
    public double? ProgressOf(MediaWork wanted)
    {
        lock (_gate) return _running.TryGetValue(wanted.Key, out var running) ? running.Progress : null;
    }

    /// <returns>Why it could not be done; null where it was not tried of late.</returns>
    public MediaRefusal? RefusalOf(MediaWork wanted)
    {
        lock (_gate) return Remembered(wanted);
    }

    public async ValueTask DisposeAsync()
    {
        Task[] left;
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            left = [.. _running.Values.Select(running => running.Task)];
        }
        await _stop.CancelAsync();
        await Task.WhenAll(left);
        _stop.Dispose();
    }

    private async Task RunAsync(MediaWork wanted, Running running)
    {
        MediaRefusal? refusal = null;
        try
        {
            refusal = await work(wanted, running, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops; the next one starts anew.
        }
        catch (Exception e)
        {
            // The edge of this work: nobody waits who could say it better.
            LogFault(e, wanted.Item.Id);
            refusal = MediaRefusal.ForFault(wanted.Item.FileName);
        }
        lock (_gate)
        {
            _running.Remove(wanted.Key);
            if (refusal is not null) Remember(wanted, refusal);
        }
    }

    private void Remember(MediaWork wanted, MediaRefusal refusal)
    {
        var now = time.GetUtcNow();
        foreach (var key in _refused.Where(known => known.Value.Until <= now).Select(known => known.Key).ToList()) _refused.Remove(key);
        _refused[wanted.Key] = (refusal, now + (refusal.Code is MediaRefusal.NotMade or MediaRefusal.ToolsMissing ? FaultMemory : RefusalMemory));
    }

    private MediaRefusal? Remembered(MediaWork wanted) =>
        _refused.TryGetValue(wanted.Key, out var known) && known.Until > time.GetUtcNow() ? known.Refusal : null;

    [LoggerMessage(LogLevel.Error, "The work on media {MediaId} broke off")]
    private partial void LogFault(Exception exception, Guid mediaId);

    private sealed class Running : IProgress<double>
    {
        private double _progress;

        public Task Task { get; set; } = Task.CompletedTask;

        public double Progress => Volatile.Read(ref _progress);

        public void Report(double value) => Volatile.Write(ref _progress, value);
    }
}
