using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>Whether the files of a post are there and whole. Their bytes were checked when they came; a disk may lose them.</summary>
internal static class FileRules
{
    public static async Task<IReadOnlyList<Finding>> CheckAsync(PlatformPost post, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var (media, field) in Fields(post))
        {
            if (await CheckAsync(media, field, ct) is { } finding) findings.Add(finding);
        }
        return findings;
    }

    /// <summary>Every file that is sent, and the field that names it.</summary>
    public static IEnumerable<(PlatformMedia Media, string Field)> Fields(PlatformPost post)
    {
        var all = post.Media.Select((media, i) => (media, $"mediaIds[{i}]"));
        return post.Cover is { } cover ? all.Append((cover, "options.coverMediaId")) : all;
    }

    private static async Task<Finding?> CheckAsync(PlatformMedia media, string field, CancellationToken ct)
    {
        const string advice = "Upload the file again, or put it back from the backup of the data folder.";
        try
        {
            await using var file = await media.Reader.OpenAsync(ct);
            var read = await file.ReadAsync(new byte[1], ct);
            return read == 1 && file.Length == media.Bytes
                ? null
                : new("media_damaged", field, $"The file on the server's disk has {file.Length:N0} bytes instead of {media.Bytes:N0}.", Advice: advice);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new("media_missing", field, "The file is no longer on the server's disk.", Advice: advice);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("media_unreadable", field, "The file on the server's disk cannot be read.", Advice: advice);
        }
    }
}
