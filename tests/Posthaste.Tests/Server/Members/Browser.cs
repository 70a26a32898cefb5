using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Server.Members;

/// <summary>A browser as the server sees one: keeps cookies, and sends the CSRF token of its session.</summary>
internal sealed class Browser : IDisposable
{
    public const string Password = "the ducks cross the road";

    private const string CsrfHeader = "X-CSRF-Token";

    private readonly ServerUnderTest _server;

    public Browser(ServerUnderTest server)
    {
        _server = server;
        Handler = new HttpClientHandler { CookieContainer = Cookies };
        Http = new HttpClient(Handler) { BaseAddress = server.BaseUrl };
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>What the server said of the session last.</summary>
    public JsonElement Session { get; private set; }

    private HttpClientHandler Handler { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The first owner of a new server.</summary>
    public static async Task<Browser> OwnerAsync(ServerUnderTest server, string email = "ann@example.com")
    {
        var browser = new Browser(server);
        var token = (await server.Services.GetRequiredService<OfferSetup>().RunAsync(Ct))!.Reveal();
        await browser.TakeAsync(await browser.Http.PostAsJsonAsync("/api/v1/setup", new { token, email, name = "Ann", password = Password }, Ct));
        return browser;
    }

    /// <summary>Invites somebody new, who accepts.</summary>
    /// <param name="email">Whom.</param>
    /// <param name="role">As the API spells it.</param>
    public async Task<Browser> InviteAsync(string email, string role)
    {
        var invite = await ServerUnderTest.ReadAsync(Http.PostAsJsonAsync("/api/v1/invites", new { email, role }, Ct));
        var browser = new Browser(_server);
        var token = new Uri(invite.GetProperty("link").GetString()!).Fragment[1..];
        await browser.TakeAsync(await browser.Http.PostAsJsonAsync("/api/v1/invites/accept", new { token, name = email.Split('@')[0], password = Password }, Ct));
        return browser;
    }

    public async Task SignInAsync(string email, string password = Password, string? code = null) =>
        await TakeAsync(await Http.PostAsJsonAsync("/api/v1/session", new { email, password, code }, Ct));

    /// <summary>Reads a session out of an answer that must be a success.</summary>
    public async Task TakeAsync(HttpResponseMessage answer)
    {
        Session = await ServerUnderTest.ReadAsync(answer);
        Http.DefaultRequestHeaders.Remove(CsrfHeader);
        Http.DefaultRequestHeaders.Add(CsrfHeader, Session.GetProperty("csrfToken").GetString());
    }

    /// <summary>From now on requests are for this workspace.</summary>
    public void Choose(Guid workspaceId)
    {
        Http.DefaultRequestHeaders.Remove("X-Workspace");
        Http.DefaultRequestHeaders.Add("X-Workspace", workspaceId.ToString());
    }

    public void Dispose()
    {
        Http.Dispose();
        Handler.Dispose();
    }
}
