using System.Diagnostics;
using Posthaste.Server.Pages;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;
using static Posthaste.Server.Pages.HtmlPage;
using RequestSizeLimitAttribute = Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute;

namespace Posthaste.Server.Members;

/// <summary>Where the link of an invitation leads: somebody new makes an account, who has one accepts as the member that is signed in.</summary>
internal static class InvitePage
{
    private const string Path = "/invite";
    private const string Title = "Accept an invitation";
    private const int MaxFormBytes = 8 * 1_024;

    public static void MapInvitePage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext http, SessionCookie cookie) => Form(http, cookie, "", "", null)).ExcludeFromDescription();
        app.MapPost(Path, AcceptAsync).AllowAnonymous().WithMetadata(new TakesFormToken(), new RequestSizeLimitAttribute(MaxFormBytes)).ExcludeFromDescription();
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, AcceptInvite accept, SessionCookie cookie, SessionAnswers answers, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType || cookie.Refusal(http.Request) is not null) return Form(http, cookie, "", "", null);
        var form = await http.Request.ReadFormAsync(ct);
        var (token, name, password) = (form["token"].ToString(), form["name"].ToString(), form["password"].ToString());
        var member = Caller.OrNobody(http.User)?.SignedIn?.Member;
        switch (await accept.RunAsync(token, member, name.Length > 0 ? name : null, password.Length > 0 ? password : null, ct))
        {
            case AcceptResult.Joined joined:
                if (joined.IsNew) await answers.BeginAsync(http, joined.Member, "invite", ct);
                return new SeeOther("/");
            case AcceptResult.Invalid { Refusal: var invalid }:
                return Form(http, cookie, token, name, invalid.Message);
            case AcceptResult.SignInFirst first:
                return Form(http, cookie, token, name, first.Message);
            case AcceptResult.Refused refused:
                return Form(http, cookie, token, name, refused.Message);
            default:
                throw new UnreachableException();
        }
    }

    private static HtmlPage Form(HttpContext http, SessionCookie cookie, string token, string name, string? trouble)
    {
        if (cookie.Refusal(http.Request) is { } refusal) return AccountHtml.Refused(Title, refusal);
        var caller = Caller.OrNobody(http.User) is { SignedIn: not null } signedIn ? signedIn : null;
        return new HtmlPage(Title, $"""
            <h1>{Title}</h1>
            {AccountHtml.Trouble(trouble)}
            <form method="post" action="{Path}">
            {(caller is null ? "" : AccountHtml.FormToken(caller))}
            <label>What stands behind the # of the link <input type="text" name="token" value="{Text(token)}" required autocomplete="off"></label>
            {(caller is null ? AccountHtml.NewAccountFields(name) : $"<p>You accept it as <strong>{Text(caller.Name)}</strong>.</p>")}
            <button>Accept</button>
            </form>
            {(caller is null ? "<p>You have an account here already? <a href=\"/sign-in\">Sign in</a>, then open the link again.</p>" : "")}
            """, trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity) { TakesLinkToken = true };
    }
}
