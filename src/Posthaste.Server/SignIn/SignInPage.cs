using System.Diagnostics;
using Posthaste.Server.Pages;
using Posthaste.Workspaces.Members;
using static Posthaste.Server.Pages.HtmlPage;
using RequestSizeLimitAttribute = Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute;

namespace Posthaste.Server.SignIn;

/// <summary>Signing in: a form, then on to the page that somebody wanted, or the dashboard.</summary>
internal static class SignInPage
{
    public const string Path = "/sign-in";

    /// <summary>Where to go afterwards: a path of this server, with its query.</summary>
    private const string NextField = "next";
    private const int MaxFormBytes = 8 * 1_024;

    /// <summary>Where to sign in, to come back to a path of this server afterwards.</summary>
    public static string For(string next) => $"{Path}?{NextField}={Uri.EscapeDataString(next)}";

    public static void MapSignInPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext http, SessionCookie cookie) => Form(http, cookie, "", http.Request.Query[NextField], null)).ExcludeFromDescription();
        app.MapPost(Path, SignInAsync).AllowAnonymous().WithMetadata(new StartsSession(), new RequestSizeLimitAttribute(MaxFormBytes)).ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(HttpContext http, SignInMember signIn, EndSession endSession, SessionCookie cookie, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType || cookie.Refusal(http.Request) is not null) return Form(http, cookie, "", null, null);
        var form = await http.Request.ReadFormAsync(ct);
        var (email, next, origin) = (form["email"].ToString(), form[NextField].ToString(), ClientAddress.OriginOf(http));
        var code = form["code"].ToString();
        var given = new Credentials { Email = email, Password = form["password"].ToString(), Code = code.Length > 0 ? code : null, Address = origin.Address };
        switch (await signIn.RunAsync(given, origin.Client, ct))
        {
            case SignInResult.SignedIn signedIn:
                // The browser forgets the session it had: nobody could end it any more.
                if (Caller.OrNobody(http.User)?.SignedIn is { } earlier) await endSession.RunAsync(earlier.Member, earlier.Session.Id, ct);
                cookie.Write(http, signedIn.Session.Token);
                return new SeeOther(IsOwnPath(next) ? next : "/");
            case SignInResult.Refused refused:
                return Form(http, cookie, email, next, refused.Code == "code_needed" ? "This account asks for a code too: type the six digits of the authenticator app, or a recovery code." : refused.Message);
            case SignInResult.Wait wait:
                return Form(http, cookie, email, next, $"Too much went wrong here lately. Wait {Math.Ceiling(wait.For.TotalMinutes)} min, then try again; nothing was looked at.");
            default:
                throw new UnreachableException();
        }
    }

    private static HtmlPage Form(HttpContext http, SessionCookie cookie, string email, string? next, string? trouble)
    {
        if (cookie.Refusal(http.Request) is not null)
            return new HtmlPage("Sign in", "<h1>Sign in</h1><p role=\"alert\">Signing in needs https, so that nobody on the way can read the password.</p>", StatusCodes.Status403Forbidden);
        return new HtmlPage("Sign in", $"""
            <h1>Sign in</h1>
            {AccountHtml.Trouble(trouble)}
            <form method="post" action="{Path}">
            {(IsOwnPath(next) ? $"<input type=\"hidden\" name=\"{NextField}\" value=\"{Text(next)}\">" : "")}
            <label>E-mail <input type="email" name="email" value="{Text(email)}" required autocomplete="username"></label>
            <label>Password <input type="password" name="password" required autocomplete="current-password"></label>
            <label>Code, where the account has one <input type="text" name="code" autocomplete="one-time-code"></label>
            <button>Sign in</button>
            </form>
            """, trouble is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);
    }

    /// <summary>Nobody is sent to another site with a link to our sign-in page: <c>//elsewhere</c> and <c>/\elsewhere</c> are other sites to a browser.</summary>
    private static bool IsOwnPath(string? next) =>
        next is ['/', .. var rest] && rest is not ['/' or '\\', ..] && next.Length <= 2_000 && !next.Any(char.IsControl);
}
