using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Reading;
using Posthaste.Sandbox.TikTok;
using static Posthaste.Sandbox.Gallery.GalleryHtml;

namespace Posthaste.Sandbox.Login;

/// <summary>The pages on which a person agrees: plain forms, without script.</summary>
internal static class ConsentPages
{
    public static string Problem(ConsentProblem problem) =>
        Document(problem.Title, $"<h1>{Text(problem.Title)}</h1><p role=\"alert\">{Text(problem.Text)}</p>");

    /// <param name="request">What was asked for.</param>
    /// <param name="people">More than one.</param>
    /// <param name="address">The page's own path and query.</param>
    public static string ChoosePerson(ConsentRequest request, IEnumerable<FakePerson> people, string address)
    {
        var rows = string.Concat(people.Select(person =>
            $"""<li><a class="who" href="{Text($"{address}&person={Uri.EscapeDataString(person.Id)}")}">Continue as {Text(person.Name)}</a></li>"""));
        return Document("Choose who you are", $"<h1>Log in to {Text(request.App.Name)} with Facebook</h1><ul>{rows}</ul>");
    }

    public static string Facebook(ConsentRequest request, FakePerson person, IReadOnlyList<FakeAccount> accounts, string address)
    {
        var pages = accounts.Select(account => Choice(
            "checkbox", "page", ReadPages.PageId(account), account.Name,
            account.Type is AccountType.Personal ? "no professional Instagram account" : $"Instagram: @{account.Username}", isChecked: true));
        var title = $"{request.App.Name} wants to use your Facebook Pages";
        return Document(title, $"""
            <h1>{Text(title)}</h1>
            <p>You are logged in as <strong>{Text(person.Name)}</strong>.</p>
            <form class="consent" method="post" action="{Text(address)}"><input type="hidden" name="person" value="{Text(person.Id)}">
            <fieldset><legend>Pages and Instagram accounts to share</legend>{(accounts.Count == 0 ? "You manage no Page." : string.Concat(pages))}</fieldset>
            {Scopes(request)}
            {Buttons($"Continue as {person.Name}")}
            </form>
            """);
    }

    public static string Instagram(ConsentRequest request, IEnumerable<FakeAccount> accounts, string address) => OneAccount(
        request, "Instagram", accounts.Select(account => (account.Id, account.Username, $"{account.Name} ({account.Type.ToString().ToLowerInvariant()} account)")), address);

    public static string TikTok(ConsentRequest request, IEnumerable<FakeTikTokUser> users, string address) => OneAccount(
        request, "TikTok", users.Select(user => (user.OpenId, user.Username, user.DisplayName)), address);

    /// <summary>The way on is to switch the account's type in the app; here there is only the way back.</summary>
    public static string NotProfessional(FakeAccount account, string address) => Document("You need a professional account", $"""
        <h1>You need a professional account</h1>
        <p role="alert">{Text(account.Username)} is a personal account. Switch to a business or creator account in the Instagram app, then try again.</p>
        <form class="consent" method="post" action="{Text(address)}"><p class="decide"><button name="decision" value="cancel">Cancel</button></p></form>
        """);

    private static string OneAccount(ConsentRequest request, string network, IEnumerable<(string Id, string Name, string Detail)> accounts, string address)
    {
        var choices = accounts.Select((account, index) => Choice("radio", "account", account.Id, account.Name, account.Detail, isChecked: index == 0));
        var title = $"{request.App.Name} wants to use your {network} account";
        return Document(title, $"""
            <h1>{Text(title)}</h1>
            <form class="consent" method="post" action="{Text(address)}">
            <fieldset><legend>Account to share</legend>{string.Concat(choices)}</fieldset>
            {Scopes(request)}
            {Buttons("Allow")}
            </form>
            """);
    }

    private static string Scopes(ConsentRequest request)
    {
        var login = request.App.Login;
        var rows = request.Scopes.Select(scope => Choice(
            "checkbox", "scope", scope, LoginScopes.Words(login, scope), scope, isChecked: true, isFixed: scope == LoginScopes.Mandatory(login)));
        return $"<fieldset><legend>What {Text(request.App.Name)} may do</legend>{string.Concat(rows)}</fieldset>";
    }

    private static string Choice(string type, string name, string value, string label, string detail, bool isChecked, bool isFixed = false) => $"""
        <label><input type="{type}" name="{name}" value="{Text(value)}"{(isChecked ? " checked" : "")}{(isFixed ? " disabled" : "")}>
        <span>{Text(label)} <small>{Text(detail)}</small></span></label>
        """;

    private static string Buttons(string yes) => $"""
        <p class="decide"><button name="decision" value="continue">{Text(yes)}</button> <button name="decision" value="cancel">Cancel</button></p>
        """;
}
