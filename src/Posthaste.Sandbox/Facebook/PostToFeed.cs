using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Facebook;

/// <summary><c>POST /{page}/feed</c>. There is no key and no name: two calls are two posts, but for a text that was just posted. Nobody documents whether a picture can be
/// part of two posts; here it can, so that a repeat shows.</summary>
internal static class PostToFeed
{
    private const int MaxText = 63_206;

    public static GraphAnswer Run(World world, FacebookCall call)
    {
        var (message, link, ids) = (call.Text("message") ?? "", call.Text("link"), call.AttachedIds);
        if (message.Length == 0 && link is null && ids.Count == 0) return GraphErrors.Parameter("Provide valid message, link, or media.");
        if (message.Length > MaxText) return GraphErrors.Parameter("Param message must be no longer than 63206 characters.");
        if (link is not null && !Uri.TryCreate(link, UriKind.Absolute, out _)) return new GraphError { Code = 1609005, Message = "(#1609005) The link could not be posted." };
        var photos = new List<FakePhoto>();
        foreach (var id in ids)
        {
            if (world.Facebook.FindPhoto(id, call.Page.Id, call.ArrivedAt) is not { } photo) return PageErrors.NoMedia(id);
            photos.Add(photo);
        }
        var newest = world.Facebook.Posts.FindLast(post => post.PageId == call.Page.Id && !post.IsDeleted);
        if (photos.Count == 0 && newest is { Photos.Count: 0 } && newest.Message == message && call.ArrivedAt < newest.CreatedAt.AddSeconds(world.Facebook.Settings.RepeatSeconds)) return PageErrors.Duplicate();

        var made = new FakePagePost
        {
            Id = $"{call.Page.Id}_{world.Facebook.NextObject()}",
            PageId = call.Page.Id,
            Message = message,
            Link = link,
            Place = call.Text("place"),
            Photos = photos,
            CreatedAt = call.ArrivedAt,
        };
        world.Facebook.Posts.Add(made);
        string[] hashes = [.. photos.Select(photo => photo.Sha256)];
        world.Ledger.WentLive(seq => new LedgerPost
        {
            Seq = seq,
            MediaId = made.Id,
            ContainerId = call.Container,
            AccountId = made.PageId,
            ProductType = "FACEBOOK",
            MediaType = hashes.Length == 0 ? "TEXT" : "IMAGE",
            Caption = made.Message,
            ImageSha256 = hashes.FirstOrDefault(),
            ImageSha256s = hashes,
            VideoSha256 = null,
            MediaSha256s = hashes,
            LiveAt = made.CreatedAt,
            Username = call.Page.Username,
            Shortcode = made.Id,
        });
        return GraphAnswer.Id(made.Id);
    }
}
