using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Instagram.Login;

/// <summary>The two logins as the server registers them, before a sandbox of their own in which somebody agrees.</summary>
public abstract class LoginInSandbox : LoginFixture
{
    private PlatformHttpHarness? _http;

    protected virtual Dictionary<string, string?> Settings => new()
    {
        ["Platforms:Instagram:GraphBaseUrl"] = Http.BaseAddress!.AbsoluteUri,
        ["Platforms:Instagram:AppId"] = FacebookApp,
        ["Platforms:Instagram:AppSecret"] = FacebookSecret,
        ["Platforms:Instagram:InstagramAppId"] = InstagramApp,
        ["Platforms:Instagram:InstagramAppSecret"] = InstagramSecret,
    };

    internal ILogin Facebook => Harness.Get<IPlatform>().Logins.Single(login => login.Name == InstagramLogin.Facebook);

    internal ILogin Instagram => Harness.Get<IPlatform>().Logins.Single(login => login.Name == InstagramLogin.Instagram);

    internal IPlatform Platform => Harness.Get<IPlatform>();

    internal IEnumerable<string> LogLines => Harness.Lines;

    private PlatformHttpHarness Harness => _http ??= new PlatformHttpHarness(Time, services => services.AddInstagram(), Settings);

    /// <summary>Goes to the login's own address, agrees, and brings the code back as a browser would.</summary>
    internal async Task<LoginResult> SignInAsync(
        ILogin login, Func<List<(string Name, string Value)>, List<(string Name, string Value)>>? change = null, Func<LoginCode, LoginCode>? code = null, Func<Task>? meanwhile = null)
    {
        var back = new Uri(login.Name == InstagramLogin.Facebook ? FacebookBack : InstagramBack);
        const string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var challenge = login.TakesCodeChallenge ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : null;
        var page = await DecideAsync(login.SignInAddress(new LoginAsk("state-of-a-test", back, challenge)).PathAndQuery, "continue", change);
        var query = QueryHelpers.ParseQuery(new Uri(page.Location!).Query);
        Assert.Equal("state-of-a-test", query["state"].ToString());
        var brought = new LoginCode(new Secret(query["code"].ToString()), back, login.TakesCodeChallenge ? new Secret(verifier) : null);
        if (meanwhile is not null) await meanwhile();
        return await login.FinishAsync(code?.Invoke(brought) ?? brought, Ct);
    }

    internal async Task<IReadOnlyList<AccountGrant>> GrantedAsync(
        ILogin login, Func<List<(string Name, string Value)>, List<(string Name, string Value)>>? change = null) =>
        Assert.IsType<LoginResult.Granted>(await SignInAsync(login, change)).Accounts;

    internal static PlatformAccount AccountOf(AccountGrant grant) => new(Guid.Empty, grant.Account.RemoteId, grant.Account.Login, grant.Tokens.Access);

    protected override void DisposeMore()
    {
        _http?.Dispose();
        base.DisposeMore();
    }
}
