using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Posthaste.Tests.Nodes;

/// <summary>A stretch of network between two programs that can be made to fail: cut without a word, reset, or lose what the other
/// side says to a COMMIT.</summary>
internal sealed class FaultyWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, Task> _links = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Func<IReadOnlyList<IPEndPoint>> _targets;
    private readonly Task _accepting;
    private int _turn;
    private int _commits;
    private volatile bool _cut;
    private volatile bool _refusing;

    /// <param name="targets">Where to; a connection goes to the next one that takes it.</param>
    public FaultyWire(Func<IReadOnlyList<IPEndPoint>> targets)
    {
        _targets = targets;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public FaultyWire(IPEndPoint target)
        : this(() => [target]) { }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>The answer to every so manyth COMMIT is lost, once the database has done it; 0 for none. Plain text, as Npgsql sends it
    /// without TLS.</summary>
    public int LoseCommitEvery { get; set; }

    public int LostCommits { get; private set; }

    /// <summary>From now on nothing comes through, in either direction, and nobody is told: connections stay open, new ones too.</summary>
    public void Cut() => _cut = true;

    /// <summary>Connections that were cut stay dead, as behind a firewall that has forgotten them; new ones work.</summary>
    public void Mend()
    {
        foreach (var link in _links.Keys) link.Dead = true;
        (_cut, _refusing) = (false, false);
    }

    /// <summary>Resets every connection there is, and each new one at once.</summary>
    public void Refuse()
    {
        _refusing = true;
        foreach (var link in _links.Keys) link.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var link in _links.Keys) link.Reset();
        await Task.WhenAll(_links.Values);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await _listener.AcceptSocketAsync(_end.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            var link = new Link(near);
            _links[link] = Task.Run(() => CarryAsync(link));
        }
    }

    private async Task CarryAsync(Link link)
    {
        try
        {
            if (_refusing || await ConnectAsync() is not { } far) return;
            link.Far = far;
            await Task.WhenAny(PumpAsync(link, link.Near, far, watch: true), PumpAsync(link, far, link.Near, watch: false));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It has ended; so does the other side.
        }
        finally
        {
            link.Reset();
            _links.TryRemove(link, out _);
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        var targets = _targets();
        var first = Interlocked.Increment(ref _turn);
        for (var i = 0; i < targets.Count; i++)
        {
            var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await far.ConnectAsync(targets[(first + i) % targets.Count], _end.Token);
                return far;
            }
            catch (SocketException)
            {
                far.Dispose();
            }
        }
        return null;
    }

    private async Task PumpAsync(Link link, Socket from, Socket to, bool watch)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, _end.Token) is var read and > 0)
        {
            // What was swallowed is gone: the link is of no more use, and neither side knows.
            if (_cut) link.Dead = true;
            if (link.Dead) continue;
            if (!watch && link.LoseNextAnswer)
            {
                LostCommits++;
                link.Reset();
                return;
            }
            if (watch && LoseCommitEvery > 0 && buffer.AsSpan(0, read).IndexOf("COMMIT"u8) >= 0 && Interlocked.Increment(ref _commits) % LoseCommitEvery == 0)
                link.LoseNextAnswer = true;
            await to.SendAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private sealed class Link(Socket near)
    {
        public Socket Near => near;

        public Socket? Far { get; set; }

        public volatile bool Dead;

        public volatile bool LoseNextAnswer;

        /// <summary>As by a crash of the machine in between: no polite end.</summary>
        public void Reset()
        {
            foreach (var socket in new[] { near, Far }.OfType<Socket>())
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // Gone already.
                }
                socket.Dispose();
            }
        }
    }
}
