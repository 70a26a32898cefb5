using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Importing;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Media;

/// <summary>The library of pictures and videos.</summary>
internal static class MediaApi
{
    private const int MaxSearchLength = 100;
    private const int MaxPostsNamed = 20;

    public static void MapMedia(this IEndpointRouteBuilder api)
    {
        var media = api.MapGroup("/media").WithTags("Media");

        media.MapPost("/", UploadAsync).Needs(Right.EditPosts).WithName("UploadMedia").WithSummary("Takes a picture or video: its bytes as the body, a form with one file, or with url a file from the web.")
            .WithMetadata(new DisableRequestSizeLimitAttribute(), new CommitsByItself(), new TakesFile())
            .Produces<MediaResponse>(201).Produces<MediaResponse>(200).Fails(400, 413, 415, 422);
        media.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListMedia").WithSummary("Lists the library, newest first; all of it, or what has a text in its name.");
        media.MapGet("/{mediaId:guid}", GetAsync).Needs(Right.Read).WithName("GetMedia").WithSummary("Reads what is known of a picture or video.").Fails(404);
        media.MapDelete("/{mediaId:guid}", DeleteAsync).Needs(Right.EditPosts).WithName("DeleteMedia").WithSummary("Removes it, unless a post that is on its way needs it.").Fails(404, 409);
        media.MapGet("/{mediaId:guid}/content", GetContentAsync).Needs(Right.Read).WithName("GetMediaContent").WithSummary("The file itself; takes ranges.")
            .Produces(200, contentType: "application/octet-stream").Produces(206, contentType: "application/octet-stream").Fails(404);
        media.MapGet("/{mediaId:guid}/thumbnail", GetThumbnailAsync).Needs(Right.Read).WithName("GetMediaThumbnail").WithSummary("A JPEG of it, 512 pixels at most; a small one 128.")
            .Produces(200, contentType: "image/jpeg").Fails(404, 422);
        media.MapGet("/{mediaId:guid}/check", CheckAsync).Needs(Right.Read).WithName("CheckMedia").WithSummary("Says what a platform takes of it, place by place, and what would be made of it.").Fails(404);
        media.MapGet("/{mediaId:guid}/renditions", ListRenditionsAsync).Needs(Right.Read).WithName("ListRenditions").WithSummary("Lists the files that were made of it to be sent.").Fails(404);
        media.MapGet("/{mediaId:guid}/renditions/{renditionId:guid}/content", GetRenditionAsync).Needs(Right.Read).WithName("GetRenditionContent").WithSummary("One of those files; takes ranges.")
            .Produces(200, contentType: "application/octet-stream").Produces(206, contentType: "application/octet-stream").Fails(404);
    }

    private static async Task<IResult> UploadAsync(
        HttpRequest request, string? fileName, string? url, Caller caller, UploadMedia uploadMedia, ImportMedia importMedia, IdempotentCommit commit, CancellationToken ct)
    {
        if (url is not null)
        {
            return request.ContentLength is > 0
                ? ApiProblem.ForField("url", "give either a url or a file, not both")
                : await ImportAsync(new MediaImport(caller.WorkspaceId, url, fileName), importMedia, commit, ct);
        }
        var (file, problem) = await UploadedFile.OpenAsync(request, fileName, ct);
        if (file is null) return problem!;
        await using var content = file.Content;
        if (await commit.IsUsedAsync(ct))
        {
            // Nothing is uploaded a second time; the bytes are only compared.
            await content.CopyToAsync(Stream.Null, ct);
            commit.SetBodyHash(content.Hash());
            if (await commit.FindAsync(ct) is { } earlier) return earlier;
        }

        var upload = new Upload { WorkspaceId = caller.WorkspaceId, Content = content, FileName = file.FileName, DeclaredBytes = file.DeclaredBytes };
        switch (await uploadMedia.RunAsync(upload, ct))
        {
            case UploadResult.Refused refused:
                return Refused(refused.Refusal);
            case UploadResult.Accepted accepted:
                // The library keeps the same bytes once, so a repetition after a crash right here has no second effect.
                commit.SetBodyHash(content.Hash());
                return (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(Accepted(accepted)), ct))!;
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<IResult> ImportAsync(MediaImport wanted, ImportMedia importMedia, IdempotentCommit commit, CancellationToken ct)
    {
        // The address is part of what is compared already.
        commit.SetBodyHash("");
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        return await importMedia.RunAsync(wanted, ct) switch
        {
            UploadResult.Refused refused => Refused(refused.Refusal),
            UploadResult.Accepted accepted => (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(Accepted(accepted)), ct))!,
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<Page<MediaResponse>>, ApiProblem>> ListAsync(
        string? search, string? kind, int? limit, string? cursor, Caller caller, IMediaStore media, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        if (search is { Length: > MaxSearchLength }) return ApiProblem.ForField("search", $"at most {MaxSearchLength} characters can be looked for");
        var wanted = MediaKind.Image;
        if (kind is not null && !Words.TryParse(kind, out wanted)) return ApiProblem.ForField("kind", $"expected is {Expected.Of(typeof(MediaKind))}");

        var page = await media.ListAsync(new MediaQuery
        {
            WorkspaceId = caller.WorkspaceId,
            Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
            Kind = kind is null ? null : wanted,
            After = after?.Id,
            Limit = limit ?? Paging.DefaultLimit,
        }, ct);
        var next = page.Next is { } last ? Cursor.Encode(page.Items[^1].CreatedAt, last) : null;
        return TypedResults.Ok(new Page<MediaResponse>([.. page.Items.Select(MediaResponse.From)], next));
    }

    private static async Task<Results<Ok<MediaResponse>, ApiProblem>> GetAsync(Guid mediaId, Caller caller, IMediaStore media, CancellationToken ct) =>
        await media.FindAsync(caller.WorkspaceId, mediaId, ct) is { } item ? TypedResults.Ok(MediaResponse.From(item)) : ApiProblem.NotFound("media");

    private static async Task<Results<NoContent, ApiProblem>> DeleteAsync(Guid mediaId, Caller caller, DeleteMedia deleteMedia, CancellationToken ct) =>
        await deleteMedia.RunAsync(caller.WorkspaceId, mediaId, ct) switch
        {
            DeleteMediaResult.Deleted => TypedResults.NoContent(),
            DeleteMediaResult.InUse inUse => new ApiProblem(409, "media_in_use", $"Posts that are planned need this file, among them \"{inUse.Uses[0].Title}\". Take it out of them first.")
            {
                ConflictingPostId = inUse.Uses[0].PostId,
                PostIds = [.. inUse.Uses.Take(MaxPostsNamed).Select(use => use.PostId)],
            },
            DeleteMediaResult.NotFound => ApiProblem.NotFound("media"),
            _ => throw new UnreachableException(),
        };

    private static async Task<IResult> GetContentAsync(Guid mediaId, Caller caller, IMediaStore media, MediaFiles files, HttpResponse response, CancellationToken ct)
    {
        if (await media.FindAsync(caller.WorkspaceId, mediaId, ct) is not { } item || !files.Has(item.Sha256)) return ApiProblem.NotFound("media");
        return File(response, files.PathOf(item.Sha256), item.ContentType, item.Sha256);
    }

    private static async Task<IResult> GetThumbnailAsync(Guid mediaId, string? size, Caller caller, IMediaStore media, MakeThumbnail makeThumbnail, HttpResponse response, CancellationToken ct)
    {
        var wanted = ThumbnailSize.Normal;
        if (size is not null && !Words.TryParse(size, out wanted)) return ApiProblem.ForField("size", $"expected is {Expected.Of(typeof(ThumbnailSize))}");
        if (await media.FindAsync(caller.WorkspaceId, mediaId, ct) is not { } item) return ApiProblem.NotFound("media");
        return await makeThumbnail.RunAsync(item, wanted, ct) switch
        {
            ThumbnailResult.Ready ready => File(response, ready.Path, "image/jpeg", $"{item.Sha256}-{Words.Of(wanted)}"),
            ThumbnailResult.Refused refused => Refused(refused.Refusal),
            ThumbnailResult.NotFound => ApiProblem.NotFound("media"),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<MediaCheckResponse>, ApiProblem>> CheckAsync(
        Guid mediaId, string? platform, string? type, string? fit, Caller caller, IMediaStore media, IWorkspaceStore workspaces, IPlatforms platforms, CancellationToken ct)
    {
        if (platform is null || platforms.Find(platform) is not { } network)
            return ApiProblem.ForField("platform", $"expected is one of {string.Join(", ", platforms.All.Select(known => known.Name))}");
        var (only, policy) = (PostType.Image, UnfitMedia.Scale);
        if (type is not null && !Words.TryParse(type, out only)) return ApiProblem.ForField("type", $"expected is {Expected.Of(typeof(PostType))}");
        if (fit is not null && !Words.TryParse(fit, out policy)) return ApiProblem.ForField("fit", $"expected is {Expected.Of(typeof(UnfitMedia))}");
        if (await media.FindAsync(caller.WorkspaceId, mediaId, ct) is not { } item) return ApiProblem.NotFound("media");
        if (fit is null) policy = (await workspaces.FindAsync(caller.WorkspaceId, ct))!.MediaPolicy;
        return TypedResults.Ok(MediaCheckResponse.From(network.Name, CheckPlacements.Run(item, network, type is null ? null : only, policy)));
    }

    private static async Task<Results<Ok<Page<RenditionResponse>>, ApiProblem>> ListRenditionsAsync(Guid mediaId, Caller caller, IMediaStore media, CancellationToken ct) =>
        await media.FindAsync(caller.WorkspaceId, mediaId, ct) is null
            ? ApiProblem.NotFound("media")
            : TypedResults.Ok(new Page<RenditionResponse>([.. (await media.ListRenditionsAsync(mediaId, ct)).Select(RenditionResponse.From)], NextCursor: null));

    private static async Task<IResult> GetRenditionAsync(
        Guid mediaId, Guid renditionId, Caller caller, IMediaStore media, MediaFiles files, HttpResponse response, CancellationToken ct)
    {
        if (await media.FindAsync(caller.WorkspaceId, mediaId, ct) is null) return ApiProblem.NotFound("media");
        return (await media.ListRenditionsAsync(mediaId, ct)).FirstOrDefault(made => made.Id == renditionId) is { } rendition && files.Has(rendition.Sha256)
            ? File(response, files.PathOf(rendition.Sha256), rendition.ContentType, rendition.Sha256)
            : ApiProblem.NotFound("rendition");
    }

    private static IResult Accepted(UploadResult.Accepted accepted) => accepted.AlreadyThere
        ? TypedResults.Ok(MediaResponse.From(accepted.Item))
        : TypedResults.Created($"/api/v1/media/{accepted.Item.Id}", MediaResponse.From(accepted.Item));

    private static PhysicalFileHttpResult File(HttpResponse response, string path, string contentType, string tag)
    {
        // The bytes behind an id never change, but who may see them does.
        response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.PhysicalFile(path, contentType, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
    }

    private static ApiProblem Refused(MediaRefusal refusal) => ApiProblem.ForField(refusal.Field, refusal.Sentence, refusal.Code switch
    {
        MediaRefusal.TooLarge or MediaRefusal.ImportTooLarge => StatusCodes.Status413PayloadTooLarge,
        MediaRefusal.TypeNotSupported => StatusCodes.Status415UnsupportedMediaType,
        MediaRefusal.Empty or MediaRefusal.Incomplete => StatusCodes.Status400BadRequest,
        MediaRefusal.ToolsMissing => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    }, refusal.Code);
}

/// <summary>Marks the endpoint whose body is a file, for the API's document.</summary>
internal sealed class TakesFile;
