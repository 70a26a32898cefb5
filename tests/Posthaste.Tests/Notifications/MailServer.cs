using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Posthaste.Tests.Notifications;

/// <summary>A mail server that keeps what it is given (RFC 5321, as far as one letter needs it), or refuses it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _letters = [];
    private readonly List<string> _commands = [];
    private readonly List<string> _secured = [];
    private readonly X509Certificate2? _certificate;

    /// <param name="certificate">For STARTTLS (RFC 3207); null where it does not offer that.</param>
    public MailServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
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

    /// <summary>Those of the commands that came encrypted.</summary>
    public IReadOnlyList<string> Secured
    {
        get
        {
            lock (_commands) return [.. _secured];
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
            if (!await TalkAsync(client.GetStream(), "220 mail.example ESMTP")) return;
            await using var secured = new SslStream(client.GetStream());
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            await TalkAsync(secured, greeting: null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    /// <returns>True where the client wants to go on encrypted.</returns>
    private async Task<bool> TalkAsync(Stream stream, string? greeting)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (greeting is not null) await writer.WriteLineAsync(greeting);
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            lock (_commands)
            {
                _commands.Add(line);
                if (stream is SslStream) _secured.Add(line);
            }
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (Says.TryGetValue(word, out var said)) await writer.WriteLineAsync(said);
            else if (word == "DATA") await TakeAsync(reader, writer);
            else await writer.WriteLineAsync(word switch
            {
                "EHLO" => _certificate is not null && stream is not SslStream ? "250-mail.example\r\n250 STARTTLS" : "250-mail.example\r\n250 AUTH LOGIN",
                "STARTTLS" when _certificate is not null => "220 Go on",
                "AUTH" => "334 UGFzc3dvcmQ6",
                "QUIT" => "221 Bye",
                _ when line.Length > 0 && !line.Contains(' ', StringComparison.Ordinal) && word is not ("RSET" or "NOOP") => "235 Welcome",
                _ => "250 OK",
            });
            if (word == "QUIT") return false;
            if (word == "STARTTLS" && _certificate is not null) return true;
        }
        return false;
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
