using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Posthaste.Server.Media;

namespace Posthaste.Server.Problems;

/// <summary>The body of every answer that is not a success (RFC 9457). Clients go by <see cref="Code"/>; people read <see cref="Detail"/>.</summary>
public sealed record ProblemBody
{
    /// <summary>The HTTP status in words.</summary>
    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>Stable snake_case word; docs/api.md lists them all.</summary>
    public required string Code { get; init; }

    /// <summary>For a person: what is wrong and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>What is wrong with which field of the request, by its path: <c>caption</c>, <c>mediaIds[0]</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The post in the way; only with the codes <c>conflict</c>, <c>repeat</c> and <c>media_in_use</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ConflictingPostId { get; init; }

    /// <summary>All posts in the way, 20 at most, by when they are due; only with the code <c>media_in_use</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? PostIds { get; init; }

    /// <summary>What is wrong with a post's content, hints included; only where that is the trouble.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FindingResponse>? Findings { get; init; }

    /// <summary>Names this request in the server's log.</summary>
    public required string TraceId { get; init; }
}

/// <summary>An answer that is not a success. The route table says which statuses an endpoint may answer with.</summary>
internal sealed class ApiProblem(int status, string code, string detail) : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    public int? StatusCode => status;

    public string Code => code;

    public string Detail => detail;

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public Guid? ConflictingPostId { get; init; }

    public IReadOnlyList<Guid>? PostIds { get; init; }

    public IReadOnlyList<FindingResponse>? Findings { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public static ApiProblem ForField(string field, string sentence, int status = StatusCodes.Status400BadRequest, string code = ProblemCodes.InvalidRequest) =>
        new(status, code, $"{field}: {sentence}") { Errors = new Dictionary<string, string[]> { [field] = [sentence] } };

    public static ApiProblem NotFound(string what) =>
        new(StatusCodes.Status404NotFound, ProblemCodes.NotFound, $"There is no such {what} in this workspace.");

    public Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        var body = new ProblemBody
        {
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Code = code,
            Detail = detail,
            Errors = Errors,
            ConflictingPostId = ConflictingPostId,
            PostIds = PostIds,
            Findings = Findings,
            TraceId = context.TraceIdentifier,
        };
        return response.WriteAsJsonAsync(body, options: null, ContentType);
    }
}
