using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Posthaste.Server.Dashboard;

/// <summary>Sends scripts, styles and pictures as they lie there; the Brotli copy that the build left beside one, to browsers that take it.</summary>
internal sealed class DashboardFiles(IFileProvider files)
{
    private readonly FileExtensionContentTypeProvider _types = new();

    /// <param name="name">Below the folder, with <c>/</c>. One that leads out of it is not found: the provider sees to that.</param>
    /// <param name="isForEver">The name has a hash of the content in it.</param>
    public Task SendAsync(string name, bool isForEver, HttpContext http)
    {
        var response = http.Response;
        var (plain, compressed) = (files.GetFileInfo(name), files.GetFileInfo($"{name}.br"));
        if (!plain.Exists || name.EndsWith(".br", StringComparison.Ordinal) || !_types.TryGetContentType(name, out var type))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        var file = compressed.Exists && TakesBrotli(http.Request) ? compressed : plain;
        response.ContentType = type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
        response.ContentLength = file.Length;
        response.Headers.CacheControl = isForEver ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        response.Headers.Vary = "Accept-Encoding";
        if (file == compressed) response.Headers.ContentEncoding = "br";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.SendFileAsync(file, http.RequestAborted);
    }

    private static bool TakesBrotli(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == "br" && accepted.Quality is not 0);
}
