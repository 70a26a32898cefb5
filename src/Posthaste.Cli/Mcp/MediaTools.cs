using Posthaste.Cli.Api;

namespace Posthaste.Cli.Mcp;

/// <summary>The library.</summary>
internal static class MediaTools
{
    private static readonly Input s_mediaId = new("media_id", InputKind.Id, "The item's id.") { IsRequired = true };

    public static IEnumerable<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "list_media",
            Title = "List pictures and videos",
            Description = "Pictures and videos of the library, newest first.",
            Effect = ToolEffect.Reads,
            Inputs =
            [
                new("search", InputKind.Text, "Only those with this in their name."),
                new("kind", InputKind.Text, "Only these.") { Words = ["image", "video"] },
                PostTools.Limit,
                PostTools.Cursor,
            ],
            RunAsync = async call => Results.Page(
                await call.ListAsync("media", ("search", call.Text("search")), ("kind", call.Text("kind"))),
                item => item.Pick("id", "fileName", "contentType", "kind", "bytes", "width", "height", "durationMs", "createdAt")),
        },
        new()
        {
            Name = "check_media",
            Title = "Check a picture or video for a network",
            Description = "Whether an item can go out on a network, what is not as the network wants it, and what would be made of it.",
            Effect = ToolEffect.Reads,
            Inputs =
            [
                s_mediaId,
                new("platform", InputKind.Text, "Such as instagram or tiktok.") { IsRequired = true },
                new("type", InputKind.Text, "Asks about one type of post alone.") { Words = Words.PostTypes },
            ],
            RunAsync = async call => (await call.Api.GetAsync(Address.With($"media/{call.Needed("media_id")}/check", ("platform", call.Text("platform")), ("type", call.Text("type"))), call.Ct)).Object(),
        },
    ];

    /// <param name="folders">Those of this machine that it may take files from.</param>
    public static AssistantTool Upload(MediaFolders folders) => new()
    {
        Name = "upload_media",
        Title = "Upload a picture or video",
        Description = $"Brings a file of this machine into the library. Only from {folders.Named}. The same bytes are the same item.",
        Effect = ToolEffect.Adds,
        Inputs = [new("path", InputKind.Text, "The file, complete or below one of the folders.") { IsRequired = true }],
        RunAsync = async call =>
        {
            var path = folders.Find(call.Needed("path"));
            Media.Upload.CheckReadable(call.Run, [path]);
            return (await Media.Upload.RunAsync(call.Run, path)).Object();
        },
    };
}
