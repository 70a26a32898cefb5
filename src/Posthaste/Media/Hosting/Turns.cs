namespace Posthaste.Media.Hosting;

/// <summary>Lets one at a time pass for each key. Who waits for a turn finds what the one before has done.</summary>
internal sealed class Turns<TKey> where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Turn> _turns = [];

    /// <summary>Disposing what comes back gives the turn to the next.</summary>
    public async Task<IDisposable> TakeAsync(TKey key, CancellationToken ct)
    {
        Turn? turn;
        lock (_gate)
        {
            if (!_turns.TryGetValue(key, out turn)) _turns[key] = turn = new Turn();
            turn.Wanted++;
        }
        try
        {
            await turn.Free.WaitAsync(ct);
            return new Held(this, key, turn);
        }
        catch
        {
            Forget(key, turn);
            throw;
        }
    }

    private void Forget(TKey key, Turn turn)
    {
        lock (_gate)
        {
            if (--turn.Wanted > 0) return;
            _turns.Remove(key);
            turn.Free.Dispose();
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Free { get; } = new(1);

        public int Wanted { get; set; }
    }

    private sealed class Held(Turns<TKey> turns, TKey key, Turn turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Free.Release();
            turns.Forget(key, turn);
        }
    }
}
