using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Posthaste.Jobs;
using Posthaste.Server.Http;
using Posthaste.Server.Jobs;
using Posthaste.Server.Posts;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Transfer;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Transfer;

/// <summary>Posts and what became of them, as a file. Sent while it is read, so that its size costs no memory.</summary>
internal static class ExportsApi
{
    public static void MapExports(this IEndpointRouteBuilder api) =>
        api.MapGet("/exports/posts", Export).WithTags("Transfer").Needs(Right.Read).WithName("ExportPosts").WithSummary("Posts and what became of them, oldest first, as JSON or CSV.")
            .WithMetadata(new SentAsItIsRead(), new SendsPostsOrCsv());

    private static IResult Export(
        string? format, QueryTime? from, QueryTime? to, [FromQuery] string[]? state, bool? prefixFormulas, HttpResponse response, Caller caller, ExportPosts exportPosts, IJobStore jobs, CancellationToken ct)
    {
        if (format is not (null or "json" or "csv")) return ApiProblem.ForField("format", "expected is json or csv");
        if (from is { } first && to is { } last && last.At <= first.At) return ApiProblem.ForField("to", "expected is a time after from");
        var words = (state ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct().ToArray();
        if (words.FirstOrDefault(word => !Words.TryParse<JobState>(word, out _)) is not null) return ApiProblem.ForField("state", $"expected is {Expected.Of(typeof(JobState))}; several may be given");

        var posts = exportPosts.RunAsync(new PostExport { WorkspaceId = caller.WorkspaceId, From = from?.At, To = to?.At, States = [.. words.Select(Words.Parse<JobState>)] }, ct);
        response.Headers.ContentDisposition = $"attachment; filename=\"posthaste-posts.{format ?? "json"}\"";
        return format == "csv"
            ? new CsvAnswer(posts, prefixFormulas ?? true)
            : TypedResults.Ok(new ExportedPostsResponse { Items = AnswersAsync(posts, jobs, ct) });
    }

    private static async IAsyncEnumerable<PostResponse> AnswersAsync(IAsyncEnumerable<ExportedPost> posts, IJobStore jobs, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var exported in posts.WithCancellation(ct))
            yield return PostResponse.From(exported.Post) with { Jobs = await JobAnswers.FromAsync([.. exported.Jobs], jobs, ct) };
    }

    private sealed class CsvAnswer(IAsyncEnumerable<ExportedPost> posts, bool prefixed) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/csv; charset=utf-8";
            // With its mark, which tells spreadsheets that it is UTF-8.
            await using var writer = new StreamWriter(httpContext.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await writer.WriteAsync(PostCsv.Header);
            await foreach (var post in posts) await writer.WriteAsync(PostCsv.Row(post, prefixed));
        }
    }
}

/// <summary>Marks the endpoint that answers with posts, as JSON or as CSV, for the API's document.</summary>
internal sealed class SendsPostsOrCsv;

/// <summary>Posts and what became of them.</summary>
public sealed record ExportedPostsResponse
{
    /// <summary>Oldest first, each with its jobs.</summary>
    public required IAsyncEnumerable<PostResponse> Items { get; init; }
}
