using Posthaste.Platforms;
using Posthaste.Tests.Platforms.Instagram;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.TikTok;

/// <summary>Posts on their way into the account's inbox, which its owner finishes in the app (R-PUB-3; docs/decisions/0030).</summary>
public sealed class TikTokInboxTests : TikTokInSandbox
{
    private static readonly PostOptions Inbox = new() { Delivery = PostDelivery.Inbox };

    private readonly byte[] _film = TestMp4.Make(seconds: 5, bytes: 11 * 1_024 * 1_024);

    [Fact]
    public async Task A_video_is_brought_into_the_inbox_and_is_live_when_its_owner_has_finished_it()
    {
        // An app that may not post may still have the inbox.
        await TokenAsync(new { token = "act.inbox-only", scopes = new[] { "user.info.basic", "user.info.profile", "video.upload" } });
        var run = await new PipelineRun(Platform, Baker with { Token = new Secret("act.inbox-only") }, Video(_film, Inbox), Time).GoAsync();

        Assert.Equal(["begin_upload Advance", "upload Again", "upload Advance", "deliver Taken"], run.Log);
        Assert.Equal((Witness.Delivered, TimeSpan.FromSeconds(30)), (run.Settled!.Witness, run.Settled.LookAfter));
        Assert.Empty(await LiveAsync());
        await FinishAsync();
        Time.Advance(TimeSpan.FromHours(2));
        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.Published, true, Time.GetUtcNow()), (seen.Witness, seen.OnceOnly, seen.Post!.At));
        var post = Assert.Single(await LiveAsync())!;
        Assert.Equal((string?)post["mediaId"], seen.Post.RemoteId);
        run.RemoteIds["post"] = seen.Post.RemoteId;
        await run.GoAsync(from: "permalink");
        Assert.Equal($"{Http.BaseAddress}@harbour.bakery/video/{post["shortcode"]}", run.Links["post"].AbsoluteUri);
    }

    [Fact]
    public async Task Photos_get_there_with_their_words_and_without_what_the_owner_chooses()
    {
        var run = await PublishedAsync(Photos("square.jpg", "square.jpg") with { Options = Inbox with { Privacy = PostPrivacy.Public, AllowComments = true } });

        Assert.Equal(["name_media Advance", "deliver Taken"], run.Log);
        Assert.Equal(Witness.Delivered, run.Settled!.Witness);
        var begun = Assert.Single(await BegunAsync())!;
        Assert.Equal(("SEND_TO_USER_INBOX", true, "Fresh bread", null), ((string)begun["status"]!, (bool)begun["isInbox"]!, (string)begun["post"]!["description"]!, (string?)begun["post"]!["privacy"]));
    }

    [Fact]
    public async Task A_lost_answer_is_settled_by_the_name_of_the_upload_and_delivers_nothing_twice()
    {
        await OrderFaultAsync(new { kind = "reset", step = "publish", when = "after" });
        var run = await PublishedAsync(Video(_film, Inbox));
        Assert.IsType<StepResult.Unknown>(run.End);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((Witness.Delivered, true), ((await run.ProbeAsync()).Witness, (await run.ProbeAsync()).OnceOnly));
        run.PublishedBefore = true;
        await run.GoAsync(from: "deliver");

        Assert.Single(await BegunAsync());
        Assert.Equal(Witness.Delivered, (await run.ProbeAsync()).Witness);
    }

    [Fact]
    public async Task Where_the_name_of_fetched_photos_is_lost_nobody_can_be_asked()
    {
        await OrderFaultAsync(new { kind = "reset", step = "publish", when = "after" });

        var run = await PublishedAsync(Photos("square.jpg") with { Options = Inbox });

        Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Equal(Witness.Lost, (await run.ProbeAsync()).Witness);
    }

    [Fact]
    public async Task A_full_inbox_is_a_wait_of_minutes()
    {
        await SetTikTokAsync(new { pendingShares = 0 });

        var run = await PublishedAsync(Video(_film, Inbox));

        var limited = Assert.IsType<StepResult.RateLimited>(run.End);
        Assert.Equal(("begin_upload", "spam_risk_too_many_pending_share", Time.GetUtcNow().AddMinutes(15)), (run.EndedAt, limited.Error.Code, limited.Until));
        Assert.Equal(5, Platform.Limits.InboxPerDay);
    }

    [Fact]
    public async Task The_inbox_needs_a_permission_of_its_own_and_no_other()
    {
        await NeedTokenAsync();

        Assert.Equal(["video.upload"], Platform.RequiredScopes(Video(_film, Inbox), login: null));
        Assert.Equal(["video.publish"], Platform.RequiredScopes(Video(_film), login: null));
    }

    private async Task FinishAsync()
    {
        var id = (string)Assert.Single(await BegunAsync())!["id"]!;
        Assert.Equal(200, (await ControlAsync(HttpMethod.Post, $"tiktok/posts/{Uri.EscapeDataString(id)}/finish")).Status);
    }
}
