using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Posthaste.Server.Dashboard;

namespace Posthaste.Tests.Server.Dashboard;

/// <summary>R-UI: how the dashboard reaches a browser. What it does there is tried in <c>web/e2e</c>.</summary>
public sealed partial class DashboardPagesTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;
    private HttpClient _http = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Addresses => [.. DashboardPages.Routes.Select(route => Parameter().Replace(route, "01900000-0000-7000-8000-000000000001"))];

    public async ValueTask InitializeAsync()
    {
        _server = await ServerUnderTest.StartAsync();
        _http = new HttpClient { BaseAddress = _server.BaseUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_lets_no_script_run_but_its_files_and_no_style_but_its_files_and_its_own_nonce(string address)
    {
        var first = await _http.GetAsync(address, Ct);
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Nonce().Match(policy).Groups[1].Value;
        var again = Nonce().Match((await _http.GetAsync(address, Ct)).Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value;

        Assert.Equal((HttpStatusCode.OK, "text/html"), (first.StatusCode, first.Content.Headers.ContentType!.MediaType));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.NotEqual(again, nonce);
        var html = await first.Content.ReadAsStringAsync(Ct);
        Assert.Contains($"content=\"{nonce}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_files_come_as_they_are_or_compressed_and_are_kept_for_ever()
    {
        var html = await _http.GetStringAsync("/", Ct);
        var files = Asset().Matches(html).Select(match => match.Value).ToList();
        Assert.Contains(files, file => file.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));

        foreach (var file in files)
        {
            var plain = await _http.GetAsync(file, Ct);
            using var wish = new HttpRequestMessage(HttpMethod.Get, file) { Headers = { { "Accept-Encoding", "gzip, br" } } };
            var small = await _http.SendAsync(wish, Ct);
            var bytes = await plain.Content.ReadAsByteArrayAsync(Ct);
            using var unpacked = new MemoryStream();
            await using (var brotli = new BrotliStream(await small.Content.ReadAsStreamAsync(Ct), CompressionMode.Decompress)) await brotli.CopyToAsync(unpacked, Ct);

            Assert.NotEmpty(bytes);
            Assert.Empty(plain.Content.Headers.ContentEncoding);
            Assert.Equal(["br"], small.Content.Headers.ContentEncoding);
            Assert.Equal(bytes, unpacked.ToArray());
            Assert.Equal("public, max-age=31536000, immutable", small.Headers.CacheControl!.ToString());
            Assert.Contains("Accept-Encoding", small.Headers.Vary);
        }
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/..%2findex.html")]
    [InlineData("/assets/..%2f..%2fPosthaste.Server.dll")]
    [InlineData("/calendar/2026")]
    [InlineData("/posts/1")]
    [InlineData("/index.html")]
    public async Task What_is_no_page_and_no_file_of_it_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(address, Ct)).StatusCode);

    /// <summary>An address that one of the two does not know would be a page that cannot be loaded again, or one that shows nothing.</summary>
    [Fact]
    public async Task The_server_and_the_dashboard_know_the_same_addresses()
    {
        var router = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "web", "src", "app", "router.tsx"), Ct);
        var web = Page().Matches(router).Select(match => Variable().Replace(match.Groups[1].Value, "{}"));

        Assert.Equal(DashboardPages.Routes.Select(route => Parameter().Replace(route, "{}")).Order(), web.Order());
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?:page\(|path: )'([^']+)'")]
    private static partial Regex Page();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("/assets/[^\"]+")]
    private static partial Regex Asset();
}
