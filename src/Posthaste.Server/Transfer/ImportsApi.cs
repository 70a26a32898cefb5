using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Transfer;
using Posthaste.Transfer.Csv;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Transfer;

/// <summary>Posts out of a spreadsheet.</summary>
internal static class ImportsApi
{
    private const int MaxName = 100;

    /// <summary>What programs and browsers call a CSV file; on Windows, where Excel is installed, the third.</summary>
    private static readonly string[] Types = ["text/csv", "application/csv", "application/vnd.ms-excel", "text/plain", "application/octet-stream"];

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Transfer");

        imports.MapPost("/", ImportAsync).Needs(Right.EditPosts).WithName("ImportPosts").WithSummary("Makes posts of the rows of a CSV file, or with dryRun says what would become of each.")
            .WithMetadata(new RequestSizeLimitAttribute(CsvFile.MaxBytes), new CommitsByItself(), new TakesCsv()).Produces<ImportResponse>(200).Fails(413, 415, 422);
        imports.MapGet("/template", GetTemplate).Needs(Right.Read).WithName("GetImportTemplate").WithSummary("A CSV file with every column and an example.").Produces(200, contentType: "text/csv");
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest request, bool? dryRun, [FromQuery(Name = "as")] string? how, bool? force, string? importName, Caller caller, ImportPosts importPosts, IdempotentCommit commit, CancellationToken ct)
    {
        if (how is not (null or "draft" or "schedule")) return ApiProblem.ForField("as", "expected is draft or schedule");
        if (how == "schedule" && RightsCheck.Missing(caller, Right.SchedulePosts) is { } missing) return missing;
        if (importName is not null && (importName.Length > MaxName || importName.Any(char.IsControl))) return ApiProblem.ForField("importName", $"expected are at most {MaxName} characters");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return new ApiProblem(StatusCodes.Status415UnsupportedMediaType, ProblemCodes.UnsupportedMediaType, "Send the file as the body, with Content-Type: text/csv.");

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var content = body.GetBuffer().AsMemory(0, (int)body.Length);
        commit.SetBodyHash(Convert.ToHexStringLower(SHA256.HashData(content.Span)));
        if (await commit.FindAsync(ct) is { } earlier) return earlier;

        var wanted = new PostImport
        {
            WorkspaceId = caller.WorkspaceId,
            Content = content,
            Name = importName ?? "",
            Schedule = how == "schedule",
            Force = force ?? false,
            DryRun = dryRun ?? false,
        };
        return await importPosts.RunAsync(wanted, caller.Name, ct) switch
        {
            ImportResult.Refused refused => ApiProblem.ForField("file", refused.Message, refused.Code == "csv_too_large" ? 413 : 422, refused.Code),
            // Each row has been committed with the memory of it, so a repetition after a crash right here has no second effect.
            ImportResult.Done done => (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(TypedResults.Ok(ImportResponse.From(done))), ct))!,
            _ => throw new UnreachableException(),
        };
    }

    private static FileContentHttpResult GetTemplate(HttpResponse response)
    {
        response.Headers.ContentDisposition = "attachment; filename=\"posthaste-import.csv\"";
        // The mark tells spreadsheets that it is UTF-8.
        return TypedResults.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(PostCsv.Template)], "text/csv; charset=utf-8");
    }
}

/// <summary>Marks the endpoint whose body is a CSV file, for the API's document.</summary>
internal sealed class TakesCsv;
