using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Deploy;

/// <summary>R-OPS-6: the samples for proxies let through what the server needs, and no more. The proxies are real.</summary>
public sealed class ProxyTests
{
    private static readonly string s_samples = Path.Combine(Repository.Root, "deploy", "proxy");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nginx", "nginx-light")]
    [InlineData("caddy", "caddy")]
    public async Task Uploads_and_live_events_go_through_and_metrics_do_not(string proxy, string package)
    {
        var program = Installed.Need(proxy, package);
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Api:TrustedProxies"] = "127.0.0.1" });
        var folder = Directory.CreateTempSubdirectory("posthaste-proxy-");
        var (plain, tls) = (Ports.Next(), Ports.Next());
        try
        {
            var start = proxy == "nginx" ? await NginxAsync(program, folder.FullName, server.BaseUrl, plain, tls) : await CaddyAsync(program, folder.FullName, server.BaseUrl, plain);
            using var process = Process.Start(start)!;
            var complained = process.StandardError.ReadToEndAsync(Ct);
            try
            {
                var address = new Uri(proxy == "nginx" ? $"https://127.0.0.1:{tls}" : $"http://127.0.0.1:{plain}");
                using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => IsOurs(folder.FullName, shown), AllowAutoRedirect = false }) { BaseAddress = address };
                await Eventually.TrueAsync(async () => process.HasExited || await Eventually.AnswersAsync(http, "/healthz"), $"{proxy} is up", () => "");
                Assert.False(process.HasExited, process.HasExited ? await complained : "");
                await ProveAsync(http, address, folder.FullName);
                if (proxy == "nginx") Assert.Equal(HttpStatusCode.MovedPermanently, (await http.GetAsync(new Uri($"http://127.0.0.1:{plain}/posts"), Ct)).StatusCode);
            }
            finally
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ProveAsync(HttpClient http, Uri address, string folder)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/metrics", Ct)).StatusCode);

        // Above what proxies take unless told otherwise. What it is, only the server can tell.
        using var upload = new HttpRequestMessage(HttpMethod.Post, "/api/v1/media") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(new string('a', 3 << 20))), Headers = { { "X-Api-Key", ServerUnderTest.ApiKey } } };
        var answer = await http.SendAsync(upload, Ct);
        Assert.Contains("media_type_not_supported", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, shown, _, _) => IsOurs(folder, shown);
        socket.Options.SetRequestHeader("X-Api-Key", ServerUnderTest.ApiKey);
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws", Path = "/hubs/events" }.Uri, Ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, Ct);
        var buffer = new byte[256];
        var got = await socket.ReceiveAsync(buffer, Ct);
        Assert.StartsWith("{}\u001e", Encoding.UTF8.GetString(buffer, 0, got.Count), StringComparison.Ordinal);
    }

    /// <summary>Nobody but the proxy of this test has this certificate.</summary>
    private static bool IsOurs(string folder, X509Certificate? shown)
    {
        using var ours = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "fullchain.pem"));
        return shown is not null && shown.GetCertHashString() == ours.GetCertHashString();
    }

    /// <summary>The sample as it stands, but for ports, the certificate, and the server's address.</summary>
    private static async Task<ProcessStartInfo> NginxAsync(string program, string folder, Uri server, int plain, int tls)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=posts.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await File.WriteAllTextAsync(Path.Combine(folder, "fullchain.pem"), certificate.ExportCertificatePem(), Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "privkey.pem"), key.ExportPkcs8PrivateKeyPem(), Ct);
        var sample = (await File.ReadAllTextAsync(Path.Combine(s_samples, "nginx.conf"), Ct))
            .Replace("listen 80;", $"listen 127.0.0.1:{plain};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{tls} ssl;", StringComparison.Ordinal)
            .Replace("/etc/letsencrypt/live/posts.example.org/", folder + "/", StringComparison.Ordinal)
            .Replace("127.0.0.1:5080;", $"{server.Authority};", StringComparison.Ordinal);
        var temporary = string.Join('\n', new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(kind => $"{kind}_temp_path {folder}/{kind};"));
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $"daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log {folder}/access.log;\n{temporary}\n{sample}\n}}\n", Ct);
        return new ProcessStartInfo(program, ["-e", "stderr", "-p", folder, "-c", Path.Combine(folder, "nginx.conf")]) { RedirectStandardError = true };
    }

    private static async Task<ProcessStartInfo> CaddyAsync(string program, string folder, Uri server, int plain)
    {
        var sample = (await File.ReadAllTextAsync(Path.Combine(s_samples, "Caddyfile"), Ct))
            .Replace("posts.example.org {", $"http://127.0.0.1:{plain} {{", StringComparison.Ordinal)
            .Replace("reverse_proxy 127.0.0.1:5080", $"reverse_proxy {server.Authority}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "Caddyfile"), "{\n\tadmin off\n}\n" + sample, Ct);
        var start = new ProcessStartInfo(program, ["run", "--adapter", "caddyfile", "--config", Path.Combine(folder, "Caddyfile")]) { RedirectStandardError = true };
        (start.Environment["XDG_DATA_HOME"], start.Environment["XDG_CONFIG_HOME"], start.Environment["HOME"]) = (folder, folder, folder);
        return start;
    }
}
