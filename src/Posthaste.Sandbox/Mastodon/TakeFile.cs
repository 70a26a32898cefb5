using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Mastodon;

/// <summary><c>POST /api/v2/media</c> and <c>GET /api/v1/media/:id</c>.</summary>
internal static class TakeFile
{
    public static MastodonAnswer Run(World world, MastodonCall call)
    {
        var settings = world.Mastodon.Settings;
        if (call.File is not { Length: > 0 } bytes) return MastodonAnswer.Invalid("File can't be blank");
        if (TypeOf(bytes) is not { } type) return MastodonAnswer.Failed(StatusCodes.Status422UnprocessableEntity, "File type of uploaded media could not be verified");
        var isVideo = type.StartsWith("video/", StringComparison.Ordinal);
        var most = isVideo ? settings.MaxVideoBytes : settings.MaxImageBytes;
        if (bytes.Length > most) return MastodonAnswer.Invalid($"File file size must be less than or equal to {most / 1_048_576} MB");
        if (call.Text("description") is { } description && description.Length > settings.MaxDescription)
            return MastodonAnswer.Invalid($"Description is too long (maximum is {settings.MaxDescription} characters)");

        var fails = world.Mastodon.FilesThatFail > 0;
        if (fails) world.Mastodon.FilesThatFail--;
        var file = new FakeFile
        {
            Id = world.Mastodon.NextId(),
            UserId = call.User.Id,
            Kind = isVideo ? "video" : type == "image/gif" ? "gifv" : "image",
            ContentType = type,
            Bytes = bytes,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Description = call.Text("description"),
            Focus = call.Text("focus"),
            SentAt = call.ArrivedAt,
            ReadyAt = call.ArrivedAt.AddSeconds(isVideo || fails ? Math.Max(settings.VideoProcessingSeconds, 0.001) : settings.ImageProcessingSeconds),
            Fails = fails,
        };
        world.Mastodon.Files[file.Id] = file;
        var isReady = file.ReadyAt <= call.ArrivedAt;
        return MastodonAnswer.Ok(Entity(file, call.Root, isReady), isReady ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    public static MastodonAnswer Show(World world, MastodonCall call)
    {
        if (world.Mastodon.FindLoose(call.Id, call.User.Id, call.ArrivedAt) is not { } file) return MastodonAnswer.NotFound();
        var isReady = file.ReadyAt <= call.ArrivedAt;
        if (isReady && file.Fails) return MastodonAnswer.Failed(StatusCodes.Status422UnprocessableEntity, "Error processing thumbnail for uploaded media");
        return MastodonAnswer.Ok(Entity(file, call.Root, isReady), isReady ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent);
    }

    public static JsonObject Entity(FakeFile file, string root, bool isReady) => new()
    {
        ["id"] = file.Id,
        ["type"] = file.Kind,
        ["url"] = isReady ? $"{root}/mastodon-media/{file.Id}" : null,
        ["preview_url"] = isReady ? $"{root}/mastodon-media/{file.Id}" : null,
        ["remote_url"] = null,
        ["meta"] = new JsonObject(),
        ["description"] = file.Description,
        ["blurhash"] = null,
    };

    /// <summary>By the first bytes, as the server does; what the caller says of it does not count.</summary>
    private static string? TypeOf(byte[] bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
        [0x47, 0x49, 0x46, 0x38, ..] => "image/gif",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, 0x71, 0x74, ..] => "video/quicktime",
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] => "video/mp4",
        _ => null,
    };
}
