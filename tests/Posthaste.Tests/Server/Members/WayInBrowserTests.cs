using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Tests.Browsing;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Server.Members;

/// <summary>R-OPS-6: the links that the server prints and gives out, opened in a browser.</summary>
public sealed class WayInBrowserTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync(TeamServer.Settings);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Whoever_opens_the_printed_link_becomes_the_owner_and_nobody_after_them()
    {
        var token = (await _server.Services.GetRequiredService<OfferSetup>().RunAsync(Ct))!.Reveal();
        await using var browser = Chromium.Start(width: 390);
        await browser.GoAsync(new Uri(_server.BaseUrl, $"/setup#{token}"));
        Assert.Empty((await browser.AddressAsync()).Fragment);
        Assert.Equal(0, await browser.OverflowAsync());

        await NameAsync(browser, "short");
        await browser.FillAsync("E-mail", "ann@example.com");
        await browser.PressAsync("Become the owner");
        // The browser itself holds back what is too short.
        Assert.Equal("/setup", (await browser.AddressAsync()).AbsolutePath);
        await NameAsync(browser, Browser.Password);
        await browser.PressAsync("Become the owner");

        Assert.Equal("/", (await browser.AddressAsync()).AbsolutePath);
        await browser.GoAsync(new Uri(_server.BaseUrl, "/connect"));
        Assert.Contains("ann@example.com", await browser.TextAsync(), StringComparison.Ordinal);
        await browser.GoAsync(new Uri(_server.BaseUrl, "/setup"));
        Assert.Contains("has an owner already", await browser.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_invited_makes_an_account_and_is_in()
    {
        using var owner = await Browser.OwnerAsync(_server);
        var invite = await ServerUnderTest.ReadAsync(owner.Http.PostAsJsonAsync("/api/v1/invites", new { email = "bob@example.com", role = "admin" }, Ct));
        var link = new Uri(invite.GetProperty("link").GetString()!);
        await using var browser = Chromium.Start(scheme: "dark");
        await browser.GoAsync(new Uri(_server.BaseUrl, link.PathAndQuery + link.Fragment));

        await NameAsync(browser, Browser.Password);
        await browser.PressAsync("Accept");
        await browser.GoAsync(new Uri(_server.BaseUrl, "/connect"));

        Assert.Contains("bob@example.com", await browser.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(await browser.ErrorsAsync(), error => !error.StartsWith("Failed to load resource", StringComparison.Ordinal));
    }

    private static async Task NameAsync(Chromium browser, string password)
    {
        await browser.FillAsync("Your name", "Ann");
        await browser.FillAsync("Password, 12 characters at least", password);
    }
}
