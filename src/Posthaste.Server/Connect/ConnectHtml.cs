using Posthaste.Channels;
using Posthaste.Channels.Logins;
using Posthaste.Platforms;
using Posthaste.Server.Pages;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;
using static Posthaste.Server.Pages.HtmlPage;

namespace Posthaste.Server.Connect;

/// <summary>The pages on which a person connects accounts.</summary>
internal static class ConnectHtml
{
    private const string Title = "Connect an account";

    public static HtmlPage Overview(Caller caller, KnownLogins logins, ConnectAddress address)
    {
        var workspaces = ConnectPerson.Workspaces(caller.SignedIn!);
        var sections = string.Concat(logins.All.Select(login => Section(login, caller, workspaces, address)));
        return new HtmlPage(Title, $"""
            <h1>{Title}</h1>
            <p>You are signed in as <strong>{Text(caller.Name)}</strong>.</p>
            {(workspaces.Count == 0 ? "<p role=\"alert\">You may not connect accounts in any workspace. Ask an admin of yours.</p>" : "")}
            {sections}
            """) { FormTargets = logins.All.Where(IsReady).SelectMany(login => TargetsOf(login, address)).Distinct() };
    }

    public static HtmlPage Choose(Guid attemptId, IReadOnlyList<AccountProfile> accounts, Caller caller)
    {
        var rows = string.Concat(accounts.Select(account => $"""
            <label class="choice"><input type="checkbox" name="account" value="{Text(account.RemoteId)}"> <span>@{Text(account.Username)} <small>{Text(account.DisplayName)}</small></span></label>
            """));
        return new HtmlPage("Choose accounts", $"""
            <h1>Which accounts should be connected?</h1>
            <p>You shared {accounts.Count}. What you leave out is forgotten.</p>
            <form method="post" action="/connect/choose/{attemptId}">
            {AccountHtml.FormToken(caller)}
            <fieldset><legend>Accounts</legend>{rows}</fieldset>
            <button>Connect</button>
            </form>
            """);
    }

    public static HtmlPage Done(IReadOnlyList<Channel> channels) => new("Connected", $"""
        <h1>{(channels.Count == 0 ? "There is nothing to show" : "Connected")}</h1>
        <ul>{string.Concat(channels.Select(channel => $"<li><strong>@{Text(channel.Username)}</strong> <small>{Text(channel.DisplayName)} · {Text(channel.Platform)} · {Text(Words.Of(channel.State))}</small></li>"))}</ul>
        <p><a href="/accounts">Back to your accounts</a></p>
        <p><a href="/connect">Connect another account</a></p>
        """);

    public static HtmlPage Failed(LoginFailure failure) => new("Nothing was connected", $"""
        <h1>Nothing was connected</h1>
        <p role="alert">{Text(failure.Message)}</p>
        <p>{Text(failure.Advice)}</p>
        <p><a href="/connect">To the page of connections</a></p>
        <p><small>Code: <code>{Text(failure.Code)}</code></small></p>
        """, StatusOf(failure.Code));

    /// <summary>What was deleted, and, as truly, what was not.</summary>
    public static HtmlPage Deletion(Deletion? deletion) => deletion is null
        ? new HtmlPage("Not known", "<h1>Not known</h1><p role=\"alert\">Nothing was deleted under this code on this server. Check that the address is whole.</p>", StatusCodes.Status404NotFound)
        : new HtmlPage("Deleted", $"""
            <h1>Your request to delete data</h1>
            <p>It came on {deletion.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC and was carried out at once. {Connections(deletion.Accounts)}</p>
            <p>Deleted: the tokens that opened your accounts, your id at the network, what you had permitted, the pictures of the accounts.</p>
            <p>Kept: the names and ids of the accounts, and the posts that members of this server planned and published on them with their history. They belong to the workspace; ask whoever runs it to delete them.</p>
            """);

    private static string Connections(int accounts) => accounts switch
    {
        0 => "No connection of yours was found, so there was nothing to delete.",
        1 => "One account was disconnected.",
        _ => $"{accounts} connected accounts were disconnected.",
    };

    private static string Section(ILogin login, Caller caller, IReadOnlyList<Membership> workspaces, ConnectAddress address) => $"""
        <section>
        <h2>{Text(login.Title)}</h2>
        {(IsReady(login) ? workspaces.Count > 0 ? Form(login, caller, workspaces) : "" : $"<p>Not set up: whoever runs this server must set {string.Join(" and ", login.MissingSettings.Select(key => $"<code>{Text(key)}</code>"))}.</p>")}
        <details><summary>For whoever sets up the app</summary>
        <dl><dt>Redirect URI</dt><dd><code>{Text(address.CallbackOf(login.Name).AbsoluteUri)}</code></dd>
        <dt>Deauthorize callback URL</dt><dd><code>{Text(address.DeauthorizeOf(login.Name).AbsoluteUri)}</code></dd>
        <dt>Data deletion request URL</dt><dd><code>{Text(address.DeletionOf(login.Name).AbsoluteUri)}</code></dd>
        <dt>Permissions</dt><dd>{Text(string.Join(", ", login.Scopes))}</dd></dl></details>
        </section>
        """;

    private static string Form(ILogin login, Caller caller, IReadOnlyList<Membership> workspaces)
    {
        var choice = workspaces is [var only]
            ? $"""<input type="hidden" name="workspace" value="{only.WorkspaceId}">"""
            : $"""<label>Workspace <select name="workspace">{string.Concat(workspaces.Select(one => $"<option value=\"{one.WorkspaceId}\">{Text(one.WorkspaceName)}</option>"))}</select></label>""";
        return $"""
            <form method="post" action="/connect/{Text(login.Platform)}/{Text(login.Name)}">
            {AccountHtml.FormToken(caller)}
            {choice}
            <button>Connect {Text(login.Title)}</button>
            </form>
            """;
    }

    private static bool IsReady(ILogin login) => login.MissingSettings.Count == 0;

    /// <summary>The network's sign-in page, and its other hosts: it sends phones elsewhere.</summary>
    private static IEnumerable<string> TargetsOf(ILogin login, ConnectAddress address)
    {
        var page = login.SignInAddress(new LoginAsk("", address.CallbackOf(login.Name), null));
        yield return page.GetLeftPart(UriPartial.Authority);
        if (page.Host.StartsWith("www.", StringComparison.Ordinal)) yield return $"{page.Scheme}://*.{page.Host[4..]}";
    }

    private static int StatusOf(string code) => code switch
    {
        "login_unknown" => StatusCodes.Status404NotFound,
        "right_missing" or "plan_required" => StatusCodes.Status403Forbidden,
        "network_unreachable" => StatusCodes.Status502BadGateway,
        "network_busy" or "login_not_set_up" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
