using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace Posthaste.Sandbox.Cloudinary;

/// <summary>A stand-in for what Posthaste uses of Cloudinary: signed uploads, whole and in parts, destroy, the list and ping of the Admin API, and
/// delivery without transformations. Below <c>/cloudinary</c>; the README beside the project is its reference.</summary>
internal static partial class CloudApi
{
    /// <summary>Cloudinary takes larger files in parts only.</summary>
    private const long MaxBody = 101L << 20;

    public static void MapCloudinary(this IEndpointRouteBuilder app, CloudWorld world, SandboxClock clock)
    {
        var api = app.MapGroup("/cloudinary/v1_1/{cloud}");
        api.MapPost("/{type}/upload", (string cloud, string type, HttpContext http) => UploadAsync(cloud, type, http, world, clock));
        api.MapPost("/{type}/destroy", (string cloud, string type, HttpContext http) => DestroyAsync(cloud, type, http, world, clock));
        api.MapGet("/resources/{type}/upload", (string cloud, string type, HttpContext http) => List(cloud, type, http, world));
        api.MapGet("/ping", (string cloud, HttpContext http) => Ping(cloud, http, world));
        app.MapMethods("/cloudinary/res/{cloud}/{type}/upload/{**path}", ["GET", "HEAD"], (string cloud, string type, string path, HttpContext http) => Deliver(cloud, type, path, http, world));
        CloudControl.Map(app, world);
    }

    private static async Task<IResult> UploadAsync(string cloud, string type, HttpContext http, CloudWorld world, SandboxClock clock)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody;
        var form = await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MaxBody }, http.RequestAborted);
        var range = http.Request.Headers.ContentRange.ToString();
        var fault = world.Run(_ =>
        {
            world.Note($"{type}/upload {range}".TrimEnd());
            return world.Strike("upload");
        });
        if (fault is { Status: > 0 }) return Error(http, fault.Status, "General Error");
        if (Refuse(cloud, form, http, clock) is { } refusal) return refusal;
        if (form.Files.GetFile("file") is not { } file) return Error(http, 400, "Missing required parameter - file");
        if (type is not ("image" or "video")) return Error(http, 400, $"Invalid resource type {type}");
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, http.RequestAborted);
        var bytes = memory.ToArray();
        var publicId = form["public_id"].ToString();
        var answer = world.Run(_ => Take(world, http, type, publicId, bytes, file.ContentType, range, clock.Now));
        if (fault is not null) http.Abort();
        return answer;
    }

    private static IResult Take(CloudWorld world, HttpContext http, string type, string publicId, byte[] bytes, string contentType, string range, DateTimeOffset now)
    {
        if (range.Length > 0)
        {
            var id = http.Request.Headers["X-Unique-Upload-Id"].ToString();
            if (id.Length == 0 || RangePattern().Match(range) is not { Success: true } match) return Error(http, 400, "Invalid Content-Range header");
            var (start, end, total) = (Number(match, 1), Number(match, 2), Number(match, 3));
            if (end - start + 1 != bytes.Length) return Error(http, 400, "Content-Range does not match the size of the part");
            if (end + 1 < total && bytes.Length < 5 << 20) return Error(http, 400, "All parts except EOF-chunk must be larger than 5mb");
            if (world.AddPart(id, start, bytes) is not { } all) return Error(http, 400, "Invalid Content-Range: a part is missing");
            if (end + 1 < total) return Results.Json(new { done = false, bytes = all.Length, public_id = publicId, kind = "upload" });
            bytes = all;
            world.EndParts(id);
        }
        var asset = world.Put(type, publicId, bytes, contentType, now);
        var url = $"{http.Request.Scheme}://{http.Request.Host}/cloudinary/res/{CloudWorld.CloudName}/{type}/upload/v{asset.Version}/{publicId}";
        return Results.Json(new
        {
            asset_id = $"{publicId.Length:x8}{asset.Version:x8}",
            public_id = publicId,
            version = asset.Version,
            resource_type = type,
            type = "upload",
            created_at = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            bytes = asset.Bytes.Length,
            url,
            secure_url = url,
        });
    }

    private static async Task<IResult> DestroyAsync(string cloud, string type, HttpContext http, CloudWorld world, SandboxClock clock)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var fault = world.Run(_ =>
        {
            world.Note($"{type}/destroy");
            return world.Strike("destroy");
        });
        if (fault is { Status: > 0 }) return Error(http, fault.Status, "General Error");
        if (Refuse(cloud, form, http, clock) is { } refusal) return refusal;
        return Results.Json(new { result = world.Run(_ => world.Remove(type, form["public_id"].ToString())) ? "ok" : "not found" });
    }

    private static IResult List(string cloud, string type, HttpContext http, CloudWorld world)
    {
        if (world.Run(_ => world.Strike("list")) is { } fault) return Error(http, fault.Status, "General Error");
        if (RefuseAdmin(cloud, http) is { } refusal) return refusal;
        var (prefix, after) = (http.Request.Query["prefix"].ToString(), http.Request.Query["next_cursor"].ToString());
        // Two to a page, so that pages are turned.
        var found = world.Run(_ => world.Assets.Where(asset => asset.Type == type && asset.PublicId.StartsWith(prefix, StringComparison.Ordinal)
            && string.CompareOrdinal(asset.PublicId, after) > 0).OrderBy(asset => asset.PublicId, StringComparer.Ordinal).Take(3).ToList());
        var resources = found.Take(2).Select(asset => new { public_id = asset.PublicId, resource_type = type, type = "upload", created_at = asset.CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), bytes = asset.Bytes.Length });
        return found.Count > 2 ? Results.Json(new { resources, next_cursor = found[1].PublicId }) : Results.Json(new { resources });
    }

    private static IResult Ping(string cloud, HttpContext http, CloudWorld world) =>
        world.Run(_ => world.Strike("ping")) is { } fault ? Error(http, fault.Status, "General Error")
        : RefuseAdmin(cloud, http) ?? Results.Json(new { status = "ok" });

    private static IResult Deliver(string cloud, string type, string path, HttpContext http, CloudWorld world)
    {
        if (world.Run(_ => world.Strike("deliver")) is { } fault) return Error(http, fault.Status, "Resource is being processed");
        var match = PathPattern().Match(path);
        var asset = cloud == CloudWorld.CloudName && match.Success ? world.Run(_ => world.Find(type, match.Groups[1].Value)) : null;
        return asset is null ? Error(http, 404, "Resource not found") : Results.Bytes(asset.Bytes, asset.ContentType, enableRangeProcessing: true);
    }

    private static IResult? Refuse(string cloud, IFormCollection form, HttpContext http, SandboxClock clock) =>
        cloud != CloudWorld.CloudName ? Error(http, 401, "cloud_name mismatch")
        : CloudSignature.Check(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), clock.Now) is { } wrong ? Error(http, 401, wrong) : null;

    private static IResult? RefuseAdmin(string cloud, HttpContext http)
    {
        if (cloud != CloudWorld.CloudName) return Error(http, 401, "cloud_name mismatch");
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{CloudWorld.ApiKey}:{CloudWorld.ApiSecret}"));
        return AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var given) && given is { Scheme: "Basic" } && given.Parameter == expected
            ? null
            : Error(http, 401, "Invalid credentials");
    }

    private static IResult Error(HttpContext http, int status, string message)
    {
        http.Response.Headers["X-Cld-Error"] = message;
        return Results.Json(new { error = new { message } }, statusCode: status);
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^bytes (\d{1,12})-(\d{1,12})/(\d{1,12})$")]
    private static partial Regex RangePattern();

    /// <summary>A version may come first, and an ending last.</summary>
    [GeneratedRegex(@"^(?:v\d+/)?(.+?)(?:\.[a-z0-9]{3,4})?$")]
    private static partial Regex PathPattern();
}
