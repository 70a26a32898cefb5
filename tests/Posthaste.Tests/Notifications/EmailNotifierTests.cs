using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;

namespace Posthaste.Tests.Notifications;

/// <summary>Letters, as a mail server gets them.</summary>
public sealed class EmailNotifierTests : IAsyncDisposable
{
    private readonly MailServer _server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_letter_in_plain_text_says_what_happened_and_where_to_look()
    {
        Assert.IsType<SendOutcome.Delivered>(await SendAsync(Notices.Trouble()));

        var letter = Assert.Single(_server.Letters);
        Assert.Contains("To: ana@example.com\n", letter, StringComparison.Ordinal);
        Assert.Contains("From: posthaste@example.com\n", letter, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <01900000-0000-7000-8000-00000000000d@example.com>\n", letter, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Auto-Submitted: auto-generated\n", letter, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; charset=utf-8\n", letter, StringComparison.Ordinal);
        var body = BodyOf(letter);
        Assert.Contains("Bread", body, StringComparison.Ordinal);
        Assert.Contains("The network did not take it.\nRetry in dashboard: https://posts.example.com/posts/01900000-0000-7000-8000-000000000005", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_title_becomes_a_header_or_another_recipient()
    {
        await SendAsync(Notices.Trouble("Bread\r\nBcc: eve@example.com\r\n\r\nEvil", "\r\n.\r\nMAIL FROM:<eve@example.com>\r\n"));

        var letter = Assert.Single(_server.Letters);
        var headers = letter[..letter.IndexOf("\n\n", StringComparison.Ordinal)];
        Assert.DoesNotContain(headers.Split('\n'), line => line.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase));
        Assert.Single(_server.Commands, command => command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase));
        Assert.Single(_server.Commands, command => command.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_refused_and_a_busy_server_is_asked_again()
    {
        _server.Says["RCPT"] = "550 No such mailbox";
        Assert.IsType<SendOutcome.Refused>(await SendAsync(Notices.Trouble()));

        _server.Says["RCPT"] = "450 Later";
        Assert.IsType<SendOutcome.Again>(await SendAsync(Notices.Trouble()));
        _server.Says.Clear();
        _server.Says["DATA"] = "451 Out of room";
        Assert.IsType<SendOutcome.Again>(await SendAsync(Notices.Trouble()));
        Assert.Empty(_server.Letters);
    }

    [Fact]
    public async Task Without_the_encryption_that_is_asked_for_nothing_is_sent()
    {
        Assert.IsType<SendOutcome.Again>(await SendAsync(Notices.Trouble(), tls: true));

        Assert.Empty(_server.Letters);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task With_STARTTLS_user_password_and_letter_go_encrypted()
    {
        using var certificate = SelfSigned();
        await using var server = new MailServer(certificate);

        using (new TrustedCertificate(certificate)) Assert.IsType<SendOutcome.Delivered>(await SendAsync(Notices.Trouble(), tls: true, port: server.Port, user: "posts", password: "bread and butter"));

        Assert.Contains("The network did not take it.", BodyOf(Assert.Single(server.Letters)), StringComparison.Ordinal);
        // Nothing but the greeting goes in the clear.
        Assert.Equal(["EHLO", "STARTTLS"], server.Commands.Take(server.Commands.Count - server.Secured.Count).Select(command => command.Split(' ')[0]));
        string[] said = [Convert.ToBase64String(Encoding.UTF8.GetBytes("posts")), Convert.ToBase64String(Encoding.UTF8.GetBytes("bread and butter"))];
        Assert.All(said, word => Assert.Contains(server.Secured, command => command.Contains(word, StringComparison.Ordinal)));
        Assert.Equal(["MAIL", "RCPT", "DATA"], server.Secured.Select(command => command.Split(' ')[0]).Where(word => word is "MAIL" or "RCPT" or "DATA"));
    }

    [Fact]
    public async Task A_mail_server_whose_certificate_nobody_vouches_for_is_told_nothing()
    {
        using var certificate = SelfSigned();
        await using var server = new MailServer(certificate);

        var outcome = Assert.IsType<SendOutcome.Again>(await SendAsync(Notices.Trouble(), tls: true, port: server.Port, user: "posts", password: "bread and butter"));

        Assert.StartsWith("No secure connection to the mail server came about", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["EHLO", "STARTTLS"], server.Commands.Select(command => command.Split(' ')[0]));
        Assert.Empty(server.Letters);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_asked_again() => Assert.IsType<SendOutcome.Again>(await SendAsync(Notices.Trouble(), port: Ports.Next()));

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    private Task<SendOutcome> SendAsync(Notice notice, bool tls = false, int? port = null, string? user = null, string? password = null)
    {
        var options = new EmailOptions { Host = "127.0.0.1", Port = port ?? _server.Port, From = "posthaste@example.com", Tls = tls, User = user, Password = password };
        var message = Notices.Message("ana@example.com") with { Bulletin = new Bulletin(notice, []) };
        return new EmailNotifier(new PlainText(Notices.Links), Options.Create(options), TimeProvider.System).SendAsync(message, Ct);
    }

    private static string BodyOf(string letter)
    {
        var (headers, body) = (letter[..letter.IndexOf("\n\n", StringComparison.Ordinal)], letter[(letter.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]);
        return headers.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal))).Replace("\r\n", "\n", StringComparison.Ordinal)
            : body.Replace("=\n", "", StringComparison.Ordinal).Replace("=0D=0A", "\n", StringComparison.Ordinal);
    }

    /// <summary>As if an authority of this machine vouched for it, until it is disposed. SmtpClient asks a callback of the whole process, which nothing else of ours does.</summary>
    private sealed class TrustedCertificate : IDisposable
    {
#pragma warning disable SYSLIB0014 // The framework's SmtpClient has no callback of its own (docs/decisions/0024).
        private readonly RemoteCertificateValidationCallback? _before = ServicePointManager.ServerCertificateValidationCallback;

        public TrustedCertificate(X509Certificate2 certificate) => ServicePointManager.ServerCertificateValidationCallback =
            (_, shown, _, errors) => errors == SslPolicyErrors.None || shown?.GetCertHashString() == certificate.Thumbprint;

        public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = _before;
#pragma warning restore SYSLIB0014
    }
}
