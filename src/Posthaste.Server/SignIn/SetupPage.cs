using System.Diagnostics;
using Posthaste.Server.Pages;
using Posthaste.Workspaces.Members;
using static Posthaste.Server.Pages.HtmlPage;
using RequestSizeLimitAttribute = Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute;

namespace Posthaste.Server.SignIn;

/// <summary>Where the link leads that a new server prints: the first owner's account.</summary>
internal static class SetupPage
{
    private const string Path = "/setup";
    private const int MaxFormBytes = 8 * 1_024;

    public static void MapSetupPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).ExcludeFromDescription();
        app.MapPost(Path, SetUpAsync).AllowAnonymous().WithMetadata(new StartsSession(), new RequestSizeLimitAttribute(MaxFormBytes)).ExcludeFromDescription();
    }

    private static async Task<HtmlPage> ShowAsync(HttpContext http, SessionCookie cookie, IMembershipStore memberships, CancellationToken ct) =>
        cookie.Refusal(http.Request) is { } refusal ? AccountHtml.Refused("Set up Posthaste", refusal)
        : await memberships.HasOwnerAsync(ct) ? Done()
        : Form(new NewAccount { Email = "", Name = "", Password = "" }, "", null);

    private static async Task<IResult> SetUpAsync(HttpContext http, SetUpOwner setUp, SessionCookie cookie, SessionAnswers answers, CancellationToken ct)
    {
        if (cookie.Refusal(http.Request) is { } refusal) return AccountHtml.Refused("Set up Posthaste", refusal);
        if (!http.Request.HasFormContentType) return Form(new NewAccount { Email = "", Name = "", Password = "" }, "", null);
        var form = await http.Request.ReadFormAsync(ct);
        var account = new NewAccount { Email = form["email"].ToString(), Name = form["name"].ToString(), Password = form["password"].ToString() };
        var token = form["token"].ToString();
        switch (await setUp.RunAsync(token, account, ct))
        {
            case SetUpResult.Done done:
                await answers.BeginAsync(http, done.Owner, "setup", ct);
                return new SeeOther("/");
            case SetUpResult.Invalid { Refusal: var invalid }:
                return Form(account, token, invalid.Message);
            case SetUpResult.Refused refused:
                return Form(account, token, refused.Message);
            default:
                throw new UnreachableException();
        }
    }

    private static HtmlPage Done() => new("Set up", "<h1>This server is set up</h1><p>It has an owner already.</p><p><a href=\"/sign-in\">Sign in</a></p>", StatusCodes.Status409Conflict);

    private static HtmlPage Form(NewAccount account, string token, string? trouble) => new("Set up Posthaste", $"""
        <h1>Set up Posthaste</h1>
        <p>You become the owner of this server.</p>
        {AccountHtml.Trouble(trouble)}
        <form method="post" action="{Path}">
        <label>What stands behind the # of the link that the server printed <input type="text" name="token" value="{Text(token)}" required autocomplete="off"></label>
        <label>E-mail <input type="email" name="email" value="{Text(account.Email)}" required autocomplete="username"></label>
        {AccountHtml.NewAccountFields(account.Name)}
        <button>Become the owner</button>
        </form>
        """, trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity) { TakesLinkToken = true };
}
