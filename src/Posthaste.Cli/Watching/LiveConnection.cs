using System.Net.WebSockets;
using System.Threading.Channels;

namespace Posthaste.Cli.Watching;

/// <summary>Listens to the server's live events for as long as it is wanted, and comes back after each loss. It only says when to look: what happened is read from the event log.</summary>
internal sealed class LiveConnection(Uri server, string key, TimeProvider time)
{
    private static readonly TimeSpan[] s_waits = [TimeSpan.Zero, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    /// <summary>The server says something every 15 s at the latest.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_pingEvery = TimeSpan.FromSeconds(10);

    // One waiting signal says as much as a hundred.
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Whether the connection stands; without one somebody should look now and then.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Ends when something may have happened, or after <paramref name="longest"/>.</summary>
    public async Task NextAsync(TimeSpan longest, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to look anyway.
        }
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            await Task.Delay(s_waits[Math.Min(attempt, s_waits.Length - 1)], time, ct);
            try
            {
                await ListenAsync(ct);
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                // It comes back; whoever reads the log hears why the server does not answer.
            }
            if (IsOpen) attempt = 0;
            IsOpen = false;
            _signals.Writer.TryWrite(true);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Api-Key", key);
        using var silence = new CancellationTokenSource(s_silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        await socket.ConnectAsync(new UriBuilder(new Uri(server, "hubs/events")) { Scheme = server.Scheme == "https" ? "wss" : "ws" }.Uri, either.Token);
        await SayAsync(socket, LiveFrames.Handshake, either.Token);
        var (frames, piece, spokenAt) = (new LiveFrames(), new byte[16 * 1024], time.GetTimestamp());
        while (true)
        {
            var got = await socket.ReceiveAsync(piece.AsMemory(), either.Token);
            if (got.MessageType == WebSocketMessageType.Close) return;
            silence.CancelAfter(s_silence);
            foreach (var said in frames.Take(piece.AsSpan(0, got.Count)))
            {
                if (said == LiveSaid.Closes) return;
                if (said == LiveSaid.Open) IsOpen = true;
                if (said == LiveSaid.Changed) _signals.Writer.TryWrite(true);
            }
            // It answers what it hears: the server says something often enough to be answered in time.
            if (time.GetElapsedTime(spokenAt) < s_pingEvery) continue;
            spokenAt = time.GetTimestamp();
            await SayAsync(socket, LiveFrames.Ping, either.Token);
        }
    }

    private static ValueTask SayAsync(ClientWebSocket socket, ReadOnlyMemory<byte> message, CancellationToken ct) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ct);
}
