using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Login;

/// <summary>The consent pages: <c>/{version}/dialog/oauth</c> of www.facebook.com, <c>/oauth/authorize</c> of www.instagram.com and
/// <c>/v2/auth/authorize/</c> of www.tiktok.com.</summary>
internal static class ConsentApi
{
    private static readonly TimeSpan _facebookCode = TimeSpan.FromMinutes(10);
    /// <summary>Nobody documents it.</summary>
    private static readonly TimeSpan _tiktokCode = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _instagramCode = TimeSpan.FromHours(1);

    public static void MapConsent(this IEndpointRouteBuilder app, SandboxState state, SandboxClock clock)
    {
        (string Path, LoginProduct Login)[] dialogs =
        [
            ("/dialog/oauth", LoginProduct.Facebook),
            ("/{version}/dialog/oauth", LoginProduct.Facebook),
            ("/oauth/authorize", LoginProduct.Instagram),
            ("/v2/auth/authorize", LoginProduct.Tiktok),
        ];
        foreach (var (path, login) in dialogs)
        {
            app.MapGet(path, (HttpContext http) => state.Run(world => Open(world, login, http)));
            app.MapPost(path, (HttpContext http, CancellationToken ct) => DecideAsync(state, clock, login, http, ct));
        }
    }

    private static IResult Open(World world, LoginProduct login, HttpContext http)
    {
        var (request, problem) = ConsentRequest.Read(world, login, http.Request.Query);
        if (request is null) return Problem(http, problem!);
        var address = AddressOf(http);
        if (login is LoginProduct.Instagram) return Page(http, ConsentPages.Instagram(request, world.Accounts.Values, address), request);
        if (login is LoginProduct.Tiktok) return Page(http, ConsentPages.TikTok(request, world.TikTok.Users.Values, address), request);

        var asked = http.Request.Query["person"].LastOrDefault();
        if (asked is null && world.People.Count > 1) return Page(http, ConsentPages.ChoosePerson(request, world.People.Values, address), request);
        if ((asked is null ? world.People.Values.First() : world.People.GetValueOrDefault(asked)) is not { } person) return Problem(http, ConsentProblem.UnknownChoice());
        return request.App.MayBeUsedBy(person.Id)
            ? Page(http, ConsentPages.Facebook(request, person, PagesOf(world, person), address), request)
            : Problem(http, ConsentProblem.NotActive(login));
    }

    private static async Task<IResult> DecideAsync(SandboxState state, SandboxClock clock, LoginProduct login, HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType) return Problem(http, ConsentProblem.UnknownChoice());
        var form = await http.Request.ReadFormAsync(ct);
        return state.Run(world =>
        {
            var (request, problem) = ConsentRequest.Read(world, login, http.Request.Query);
            if (request is null) return Problem(http, problem!);
            if (form["decision"] != "continue") return Back(http, request.Denied());
            return login switch
            {
                LoginProduct.Facebook => AgreeOnFacebook(world, request, form, http, clock.Now),
                LoginProduct.Tiktok => AgreeOnTikTok(world, request, form, http, clock.Now),
                _ => AgreeOnInstagram(world, request, form, http, clock.Now),
            };
        });
    }

    private static IResult AgreeOnFacebook(World world, ConsentRequest request, IFormCollection form, HttpContext http, DateTimeOffset now)
    {
        if (world.People.GetValueOrDefault(form["person"].ToString()) is not { } person) return Problem(http, ConsentProblem.UnknownChoice());
        if (!request.App.MayBeUsedBy(person.Id)) return Problem(http, ConsentProblem.NotActive(LoginProduct.Facebook));
        var accounts = PagesOf(world, person);
        var chosen = form["page"].Select(page => accounts.FirstOrDefault(account => ReadPages.PageId(account) == page)).ToList();
        return chosen.Contains(null)
            ? Problem(http, ConsentProblem.UnknownChoice())
            : Agree(world, request, form, http, person.Id, [.. chosen.Select(account => account!.Id)], now + _facebookCode, now);
    }

    private static IResult AgreeOnInstagram(World world, ConsentRequest request, IFormCollection form, HttpContext http, DateTimeOffset now)
    {
        if (world.Accounts.GetValueOrDefault(form["account"].ToString()) is not { } account) return Problem(http, ConsentProblem.UnknownChoice());
        if (!request.App.MayBeUsedBy(account.Id)) return Problem(http, ConsentProblem.NotActive(LoginProduct.Instagram));
        return account.Type is AccountType.Personal
            ? Page(http, ConsentPages.NotProfessional(account, AddressOf(http)), request)
            : Agree(world, request, form, http, personId: null, [account.Id], now + _instagramCode, now);
    }

    private static IResult AgreeOnTikTok(World world, ConsentRequest request, IFormCollection form, HttpContext http, DateTimeOffset now)
    {
        if (world.TikTok.Users.GetValueOrDefault(form["account"].ToString()) is not { } user) return Problem(http, ConsentProblem.UnknownChoice());
        return request.App.MayBeUsedBy(user.OpenId)
            ? Agree(world, request, form, http, personId: null, [user.OpenId], now + _tiktokCode, now)
            : Problem(http, ConsentProblem.NotActive(LoginProduct.Tiktok));
    }

    /// <summary>What was unticked is declined; the mandatory permission cannot be, and browsers do not send it.</summary>
    private static IResult Agree(
        World world, ConsentRequest request, IFormCollection form, HttpContext http, string? personId, IReadOnlyList<string> accountIds,
        DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var mandatory = LoginScopes.Mandatory(request.App.Login);
        List<string> granted = [.. request.Scopes.Where(scope => scope == mandatory || form["scope"].Contains(scope))];
        var code = new FakeCode
        {
            Value = $"AQ{NewIds.Random(60)}",
            ClientId = request.App.ClientId,
            RedirectUri = request.RedirectUri,
            PersonId = personId,
            AccountIds = accountIds,
            Granted = granted,
            Declined = [.. request.Scopes.Except(granted)],
            IssuedAt = now,
            ExpiresAt = expiresAt,
            Challenge = request.Challenge,
        };
        world.Codes[code.Value] = code;
        return Back(http, request.Granted(code.Value, granted));
    }

    private static List<FakeAccount> PagesOf(World world, FakePerson person) =>
        [.. world.Accounts.Values.Where(account => account.OwnerId == person.Id && account.HasPage)];

    private static string AddressOf(HttpContext http) => $"{http.Request.Path}{http.Request.QueryString}";

    private static IResult Back(HttpContext http, string address)
    {
        Protect(http, formTarget: "");
        return Results.Redirect(address);
    }

    private static IResult Problem(HttpContext http, ConsentProblem problem)
    {
        Protect(http, formTarget: "");
        return Results.Content(ConsentPages.Problem(problem), "text/html; charset=utf-8", statusCode: problem.Status);
    }

    private static IResult Page(HttpContext http, string html, ConsentRequest request)
    {
        Protect(http, new Uri(request.RedirectUri).GetLeftPart(UriPartial.Authority));
        return Results.Content(html, "text/html; charset=utf-8");
    }

    /// <param name="http">The answer.</param>
    /// <param name="formTarget">Browsers hold the redirect after a form against <c>form-action</c> as well.</param>
    private static void Protect(HttpContext http, string formTarget)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self' {formTarget}; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
