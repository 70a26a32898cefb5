using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Facebook;

/// <summary><c>POST /{page}/video_reels</c>: the beginning and the end of a reel; its bytes go to <see cref="ReelUpload"/>.</summary>
internal static class MakeReel
{
    public static GraphAnswer Run(World world, FacebookCall call) => call.Text("upload_phase") switch
    {
        "start" => Start(world, call),
        "finish" => Finish(world, call),
        _ => GraphErrors.Required("upload_phase"),
    };

    private static JsonObject Start(World world, FacebookCall call)
    {
        var reel = new FakeReel { Id = world.Facebook.NextVideo(), PageId = call.Page.Id, StartedAt = call.ArrivedAt };
        world.Facebook.Reels[reel.Id] = reel;
        return new JsonObject { ["video_id"] = reel.Id, ["upload_url"] = $"{call.Graph.BaseUrl}/video-upload/{call.Graph.Version}/{reel.Id}" };
    }

    private static GraphAnswer Finish(World world, FacebookCall call)
    {
        if (call.Text("video_id") is not { } id) return GraphErrors.Required("video_id");
        if (call.Text("video_state") != "PUBLISHED") return GraphErrors.Parameter("The sandbox publishes reels at once only.");
        if (world.Facebook.Reels.GetValueOrDefault(id) is not { IsDeleted: false } reel || reel.PageId != call.Page.Id) return GraphErrors.UnknownObject("POST", id);
        if (!reel.IsUploaded) return PageErrors.NotUploaded();
        if (reel.FinishedAt is not null) return PageErrors.AlreadyPublished();
        var day = call.ArrivedAt - TimeSpan.FromHours(24);
        if (world.Facebook.Reels.Values.Count(other => other.PageId == call.Page.Id && other.FinishedAt > day) >= world.Facebook.Settings.ReelsPerDay) return PageErrors.TooManyReels();

        (reel.FinishedAt, reel.Description) = (call.ArrivedAt, call.Text("description") ?? "");
        reel.EndsAt = call.ArrivedAt.AddSeconds(world.Facebook.Settings.ReelProcessingSeconds);
        if (world.Facebook.ReelsThatFail > 0)
        {
            world.Facebook.ReelsThatFail--;
            reel.Fault ??= "The video could not be processed.";
        }
        if (reel.Fault is null) WentLive(world, call.Page, reel);
        return new JsonObject { ["success"] = true, ["post_id"] = world.Facebook.NextObject() };
    }

    private static void WentLive(World world, FakePage page, FakeReel reel) => world.Ledger.WentLive(seq => new LedgerPost
    {
        Seq = seq,
        // The name its caller knows it by, before and after.
        MediaId = reel.Id,
        ContainerId = reel.Id,
        AccountId = page.Id,
        ProductType = "FACEBOOK",
        MediaType = "VIDEO",
        Caption = reel.Description,
        ImageSha256 = null,
        ImageSha256s = [],
        VideoSha256 = reel.Sha256,
        MediaSha256s = [reel.Sha256!],
        LiveAt = reel.EndsAt!.Value,
        Username = page.Username,
        Shortcode = reel.Id,
    });
}
