using System.Text.Json;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Output;

/// <summary>A problem for people: what it is, the fields at fault, and what to do.</summary>
internal static class ProblemText
{
    /// <param name="asJson">The server's own words, for programs.</param>
    public static void Write(ApiProblem problem, TextWriter to, bool asJson)
    {
        if (asJson && problem.Body.IsThere())
        {
            to.WriteLine(problem.Body.GetRawText());
            return;
        }
        to.WriteLine(problem.Code is null ? problem.Title : $"{problem.Title} ({problem.Status} {problem.Code})");
        var findings = problem.Body.Items("findings");
        var errors = ErrorsBeside(problem.Body, findings).ToArray();
        // Of one field at fault the detail is the same sentence.
        var isSaidBelow = findings.Any(finding => finding.Text("message") == problem.Detail) || errors.Any(error => error.Message == problem.Detail);
        if (!isSaidBelow) to.WriteLine(Plain.Of(problem.Detail));
        foreach (var finding in findings) WriteFinding(finding, to);
        foreach (var (field, message) in errors) to.WriteLine($"  {field}: {Plain.Of(message)}");
        if (problem.Body.Text("conflictingPostId") is { } other) to.WriteLine($"  the other post: {other}");
        foreach (var post in problem.Body.Texts("postIds")) to.WriteLine($"  post: {post}");
        if (problem.Code == "unauthorized") to.WriteLine("  to do: sign in with a key that is good, with `posthaste sign-in`");
        if (problem.Status >= 500 && problem.Body.Text("traceId") is { } trace) to.WriteLine($"  in the server's log: {trace}");
    }

    /// <summary>One thing that stands in the way, or is good to know.</summary>
    public static void WriteFinding(JsonElement finding, TextWriter to)
    {
        var kind = finding.Flag("blocks") ? "" : "good to know, ";
        to.WriteLine($"  {kind}{finding.Text("field") ?? finding.Text("rule")}: {Plain.Of(finding.Text("message"))}{(finding.Text("code") is { } code ? $" ({code})" : "")}");
        if (finding.Text("advice") is { Length: > 0 } advice) to.WriteLine($"    to do: {Plain.Of(advice)}");
    }

    private static IEnumerable<(string Field, string Message)> ErrorsBeside(JsonElement problem, IReadOnlyList<JsonElement> findings)
    {
        if (problem.Field("errors") is not { ValueKind: JsonValueKind.Object } errors) yield break;
        foreach (var field in errors.EnumerateObject())
        {
            foreach (var message in errors.Texts(field.Name))
            {
                if (!findings.Any(finding => finding.Text("field") == field.Name && finding.Text("message") == message)) yield return (field.Name, message);
            }
        }
    }
}
