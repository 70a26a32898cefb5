using System.Text;
using System.Text.Json.Nodes;
using static Posthaste.Sandbox.Gallery.GalleryHtml;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>The page of one post.</summary>
internal static class BlueskyPage
{
    public static IResult Show(FakeRepo? repo, string rkey)
    {
        if (repo?.Records.GetValueOrDefault((RecordRules.Post, rkey)) is not { } record)
            return Results.Content(Document("Not in the sandbox", "<h1>This post isn’t there</h1>"), "text/html", Encoding.UTF8, StatusCodes.Status404NotFound);
        var html = new StringBuilder($"""<article class="post"><p><strong>@{Text(repo.Handle)}</strong></p><p class="caption">{Caption((string?)record.Value["text"] ?? "")}</p><ul class="pictures">""");
        foreach (var cid in RecordRules.BlobsOf(record.Value))
        {
            var address = $"/xrpc/{BlueskyApi.GetBlob}?did={Uri.EscapeDataString(repo.Did)}&amp;cid={cid}";
            html.Append(repo.Blobs[cid].ContentType.StartsWith("video/", StringComparison.Ordinal)
                ? $"""<li><video src="{address}" controls playsinline preload="none"></video></li>"""
                : $"""<li><img src="{address}" alt="{Text(AltOf(record.Value, cid))}"></li>""");
        }
        html.Append($"""</ul><p class="time">{Time(record.WrittenAt)}</p></article>""");
        return Results.Content(Document($"@{repo.Handle} in the sandbox", html.ToString()), "text/html", Encoding.UTF8);
    }

    private static string? AltOf(JsonObject record, string cid) =>
        (string?)record["embed"]?["images"]?.AsArray().FirstOrDefault(image => (string?)image!["image"]!["ref"]!["$link"] == cid)?["alt"];
}
