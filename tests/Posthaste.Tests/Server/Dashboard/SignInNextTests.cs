using System.Net;
using Posthaste.Tests.Server.Members;

namespace Posthaste.Tests.Server.Dashboard;

/// <summary>Who has to sign in first comes back to where they wanted to go, and to nobody else's site.</summary>
public sealed class SignInNextTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;
    private Browser _owner = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerUnderTest.StartAsync(TeamServer.Settings);
        _owner = await Browser.OwnerAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("/calendar?view=week", "/calendar?view=week")]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData(@"/\evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\tevil", "/")]
    public async Task Signing_in_leads_to_a_path_of_this_server(string wanted, string expected)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = _server.BaseUrl };
        using var form = new FormUrlEncodedContent([new("email", "ann@example.com"), new("password", Browser.Password), new("next", wanted)]);

        var answer = await http.PostAsync("/sign-in", form, Ct);

        Assert.Equal((HttpStatusCode.SeeOther, expected), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task The_form_carries_the_wish_as_text_and_only_if_it_is_a_path_of_this_server()
    {
        var kept = await _owner.Http.GetStringAsync("/sign-in?next=" + Uri.EscapeDataString("/calendar?a=\"><script>"), Ct);
        var dropped = await _owner.Http.GetStringAsync("/sign-in?next=" + Uri.EscapeDataString("//evil.example"), Ct);

        Assert.Contains("value=\"/calendar?a=&quot;&gt;&lt;script&gt;\"", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", dropped, StringComparison.Ordinal);
    }
}
