using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Posthaste.Cli.Api;

/// <summary>Why the server did not do it (RFC 9457).</summary>
internal sealed record ApiProblem
{
    public required int Status { get; init; }

    public required string Title { get; init; }

    public required string Detail { get; init; }

    /// <summary>The server's word for it, such as <c>too_long</c>; null where something else answered.</summary>
    public string? Code { get; init; }

    /// <summary>The whole answer; undefined where it was no problem of the server's.</summary>
    public JsonElement Body { get; init; }

    /// <summary>How long to wait before it is tried again; null where the server did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may succeed after <see cref="RetryAfter"/>: nothing was changed.</summary>
    public bool MayPass => RetryAfter is not null && (Status is 429 or 503 || Code == "media_preparing");

    public int ExitCode => Status switch
    {
        401 or 403 => Cli.ExitCode.NotAllowed,
        404 => Cli.ExitCode.NotFound,
        429 or 502 or 503 or 504 => Cli.ExitCode.Unreachable,
        >= 400 and < 500 => Cli.ExitCode.Refused,
        _ => Cli.ExitCode.Unexpected,
    };

    /// <param name="text">The body of an answer that is no success.</param>
    public static ApiProblem Read(HttpStatusCode status, HttpResponseHeaders headers, string text, DateTimeOffset now)
    {
        var retryAfter = headers.RetryAfter is { } wait ? wait.Delta ?? wait.Date - now : null;
        if (TryParse(text) is { ValueKind: JsonValueKind.Object } body && body.Text("detail") is { } detail)
        {
            return new ApiProblem
            {
                Status = (int)status,
                Title = body.Text("title") ?? status.ToString(),
                Detail = detail,
                Code = body.Text("code"),
                Body = body,
                RetryAfter = retryAfter,
            };
        }
        return new ApiProblem
        {
            Status = (int)status,
            Title = string.Create(CultureInfo.InvariantCulture, $"Status {(int)status}"),
            Detail = Describe((int)status, headers),
            RetryAfter = retryAfter,
        };
    }

    private static string Describe(int status, HttpResponseHeaders headers) => status switch
    {
        // Following would hand the key to wherever it leads.
        >= 300 and < 400 => $"The server sends on to {headers.Location?.ToString() ?? "another address"}. Give that address with --server, and sign in there.",
        502 or 503 or 504 => "What stands before the server answers that the server is away. Try again in a moment.",
        413 => "What stands before the server takes no body as large as this. Raise its limit, or make the file smaller.",
        _ => "This is no answer of a Posthaste server. Is the address right?",
    };

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Ends the command with what the server said.</summary>
internal sealed class RefusedException(ApiProblem problem) : Exception(problem.Detail)
{
    public ApiProblem Problem => problem;
}
