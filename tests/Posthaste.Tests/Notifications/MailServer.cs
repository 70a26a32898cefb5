using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Posthaste.Tests.Notifications;

/// <summary>A mail server that keeps what it is given (RFC 5321, as far as one letter needs it), or refuses it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _letters = [];
    private readonly List<string> _commands = [];

    public MailServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Said to a command that begins so, instead of taking it.</summary>
    public Dictionary<string, string> Says { get; } = [];

    /// <summary>Whole letters, their headers first.</summary>
    public IReadOnlyList<string> Letters
    {
        get
        {
            lock (_letters) return [.. _letters];
        }
    }

    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_commands) return [.. _commands];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 mail.example ESMTP");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                lock (_commands) _commands.Add(line);
                var word = line.Split(' ', ':')[0].ToUpperInvariant();
                if (Says.TryGetValue(word, out var said)) await writer.WriteLineAsync(said);
                else if (word == "DATA") await TakeAsync(reader, writer);
                else await writer.WriteLineAsync(word switch
                {
                    "EHLO" => "250-mail.example\r\n250 AUTH LOGIN",
                    "AUTH" => "334 UGFzc3dvcmQ6",
                    "QUIT" => "221 Bye",
                    _ when line.Length > 0 && !line.Contains(' ', StringComparison.Ordinal) && word is not ("RSET" or "NOOP") => "235 Welcome",
                    _ => "250 OK",
                });
                if (word == "QUIT") return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task TakeAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 Go on");
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") letter.Append(line).Append('\n');
        lock (_letters) _letters.Add(letter.ToString());
        await writer.WriteLineAsync("250 Queued");
    }
}
