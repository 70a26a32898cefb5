using Posthaste.Server.Pages;
using Posthaste.Server.Problems;
using static Posthaste.Server.Pages.HtmlPage;

namespace Posthaste.Server.SignIn;

/// <summary>What the pages that make an account have in common.</summary>
internal static class AccountHtml
{
    public static string Trouble(string? trouble) => trouble is null ? "" : $"<p role=\"alert\">{Text(trouble)}</p>";

    public static string NewAccountFields(string name) => $"""
        <label>Your name <input type="text" name="name" value="{Text(name)}" required maxlength="100" autocomplete="name"></label>
        <label>Password, 12 characters at least <input type="password" name="password" required minlength="12" autocomplete="new-password"></label>
        """;

    public static HtmlPage Refused(string title, ApiProblem problem) => new(title, $"<h1>{Text(title)}</h1>{Trouble(problem.Detail)}", problem.StatusCode!.Value);

    /// <summary>The field that a form of a session must bring.</summary>
    public static string FormToken(Caller caller) => $"""<input type="hidden" name="{CsrfCheck.FormField}" value="{Text(caller.CsrfToken!.Reveal())}">""";
}
