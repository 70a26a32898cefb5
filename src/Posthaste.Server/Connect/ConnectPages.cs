using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Posthaste.Channels;
using Posthaste.Channels.Logins;
using Posthaste.Server.Pages;
using Posthaste.Server.SignIn;

namespace Posthaste.Server.Connect;

/// <summary>Connecting accounts in a browser: the page with the ways there are, the way to the network and back, the choice among several accounts.</summary>
internal static class ConnectPages
{
    /// <summary>Forms here have a handful of short fields; a choice may have thousands of accounts.</summary>
    private const int MaxFormBytes = 256 * 1_024;

    private static readonly LoginFailure NotSignedIn = new("not_signed_in", "You are not signed in here any more.", "Sign in, then begin again from the page of connections.");

    public static void MapConnectPages(this IEndpointRouteBuilder app)
    {
        var connect = app.MapGroup("/connect").ExcludeFromDescription();
        connect.MapGet("/", Overview);
        connect.MapPost("/{platform}/{login}", BeginAsync).TakesForm();
        connect.MapGet("/{login}/callback", ReturnAsync);
        connect.MapGet("/choose/{attemptId:guid}", ShowChoiceAsync);
        connect.MapPost("/choose/{attemptId:guid}", ChooseAsync).TakesForm();
        connect.MapGet("/done", DoneAsync);
    }

    private static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder route) => route.WithMetadata(new TakesFormToken(), new RequestSizeLimitAttribute(MaxFormBytes));

    private static IResult Overview(HttpContext http, KnownLogins logins, ConnectAddress address) =>
        Session(http) is { } caller ? ConnectHtml.Overview(caller, logins, address) : SignInFirst(http);

    private static async Task<IResult> BeginAsync(string platform, string login, HttpContext http, BeginLogin begin, KnownLogins logins, ConnectAddress address, CancellationToken ct)
    {
        if (Session(http) is not { } caller) return SignInFirst(http);
        if (logins.Find(login)?.Platform != platform) return ConnectHtml.Failed(Unknown);
        var form = await http.Request.ReadFormAsync(ct);
        var workspace = Guid.TryParse(form["workspace"], out var id) ? id : Guid.Empty;
        return await begin.RunAsync(new LoginWish(login, workspace, address.CallbackOf(login), form["again"] == "true"), ConnectPerson.Of(caller), ct) switch
        {
            LoginStart.SignIn signIn => new SeeOther(signIn.Address.AbsoluteUri),
            LoginStart.Failed failed => ConnectHtml.Failed(failed.Failure),
            _ => throw new UnreachableException(),
        };
    }

    // Reads the query by itself: parameters of a handler are named in messages about what is wrong with them.
    private static async Task<IResult> ReturnAsync(string login, HttpContext http, ReturnFromLogin returnFromLogin, ConnectAddress address, CancellationToken ct)
    {
        if (Session(http) is not { } caller) return ConnectHtml.Failed(NotSignedIn);
        var query = http.Request.Query;
        var back = new LoginReturn { Login = login, State = query["state"], Code = query["code"], Error = ErrorIn(query), RedirectUri = address.CallbackOf(login) };
        return Answer(await returnFromLogin.RunAsync(back, ConnectPerson.Of(caller), ct));
    }

    private static async Task<IResult> ShowChoiceAsync(Guid attemptId, HttpContext http, ReadLoginChoice readChoice, CancellationToken ct)
    {
        if (Session(http) is not { } caller) return SignInFirst(http);
        return await readChoice.RunAsync(attemptId, ConnectPerson.Of(caller), ct) is { } accounts
            ? ConnectHtml.Choose(attemptId, accounts, caller)
            : ConnectHtml.Failed(Over);
    }

    private static async Task<IResult> ChooseAsync(Guid attemptId, HttpContext http, ChooseAccount chooseAccount, CancellationToken ct)
    {
        if (Session(http) is not { } caller) return SignInFirst(http);
        var form = await http.Request.ReadFormAsync(ct);
        string[] chosen = [.. form["account"].OfType<string>()];
        return Answer(await chooseAccount.RunAsync(attemptId, chosen, ConnectPerson.Of(caller), ct));
    }

    private static async Task<IResult> DoneAsync(HttpContext http, IChannelStore channels, CancellationToken ct)
    {
        if (Session(http) is not { } caller) return SignInFirst(http);
        var found = new List<Channel>();
        if (Guid.TryParse(http.Request.Query["workspace"], out var workspace) && ConnectPerson.Of(caller).Workspaces.Contains(workspace))
        {
            foreach (var text in http.Request.Query["channel"].Take(100))
            {
                if (Guid.TryParse(text, out var id) && await channels.FindAsync(workspace, id, ct) is { } channel) found.Add(channel);
            }
        }
        return ConnectHtml.Done(found);
    }

    /// <summary>What is there to see has an address of its own: that of the callback carries a code and is of no use a second time.</summary>
    private static IResult Answer(LoginOutcome outcome) => outcome switch
    {
        LoginOutcome.Connected { Channels: var connected } => new SeeOther($"/connect/done?workspace={connected[0].Channel.WorkspaceId}{string.Concat(connected.Take(100).Select(one => $"&channel={one.Channel.Id}"))}"),
        LoginOutcome.Choose choose => new SeeOther($"/connect/choose/{choose.AttemptId}"),
        LoginOutcome.Failed failed => ConnectHtml.Failed(failed.Failure),
        _ => throw new UnreachableException(),
    };

    /// <summary>Facebook says some of its refusals in a field of its own.</summary>
    private static string? ErrorIn(IQueryCollection query) =>
        query["error"].ToString() is { Length: > 0 } error ? error : query["error_code"].ToString() is { Length: > 0 } code ? code : null;

    private static Caller? Session(HttpContext http) => Caller.OrNobody(http.User) is { SignedIn: not null } caller ? caller : null;

    private static LoginFailure Unknown { get; } = new("login_unknown", "There is no such way to connect an account.", "Begin again from the page of connections.");

    private static LoginFailure Over { get; } = new(
        "choice_expired", "There is nothing to choose from any more: it was kept for ten minutes, or one was chosen already.", "Begin again from the page of connections.");

    private static SeeOther SignInFirst(HttpContext http) => new(SignInPage.For(http.Request.Method == HttpMethods.Get ? http.Request.Path : "/connect"));
}
