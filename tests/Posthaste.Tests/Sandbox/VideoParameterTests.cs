namespace Posthaste.Tests.Sandbox;

public sealed class VideoParameterTests : SandboxFixture
{
    [Theory]
    [InlineData("trial_params", """{"graduation_strategy":"MANUAL"}""", true)]
    [InlineData("trial_params", """{"graduation_strategy":"SOON"}""", false)]
    [InlineData("trial_params", "MANUAL", false)]
    [InlineData("user_tags", """[{"username":"friend"}]""", true)]
    [InlineData("user_tags", """[{"username":"friend","x":0.5,"y":0.5}]""", false)]
    [InlineData("alt_text", "A loaf", false)]
    [InlineData("thumb_offset", "-1", false)]
    [InlineData("thumb_offset", "half", false)]
    [InlineData("is_ai_generated", "true", true)]
    [InlineData("location_id", "100000000000404", false)]
    [InlineData("collaborators", "a,b,c,d", false)]
    [InlineData("audio_name", "Oven hum", true)]
    [InlineData("is_paid_partnership", "true", false)]
    [InlineData("branded_content_sponsor_ids", "17841400000000002", false)]
    [InlineData("upload_type", "resumable", false)]
    [InlineData("audio_configuration", """{"audio_id":"1"}""", false)]
    [InlineData("is_carousel_item", "true", false)]
    public async Task A_reels_parameters_are_checked(string name, string value, bool taken)
    {
        var answer = await CreateAsync(("media_type", "REELS"), ("video_url", PutVideo(TestMp4.Make())), (name, value));

        Assert.Equal(taken ? "200" : "100", taken ? $"{answer.Status}" : $"{answer.Error["code"]}");
    }

    [Theory]
    [InlineData("is_paid_partnership", "true", "")]
    [InlineData("branded_content_sponsor_ids", "17841400000000002,17841400000000003", "")]
    [InlineData("branded_content_sponsor_ids", "1,2,3", "400 100/")]
    [InlineData("upload_type", "chunked", "400 100/")]
    [InlineData("product_tags", """[{"product_id":"123"}]""", "")]
    [InlineData("product_tags", """[{"product_id":"123","x":0.5,"y":0.5}]""", "400 100/2207035")]
    [InlineData("product_tags", """[{"product_id":"bread"}]""", "400 100/2207037")]
    [InlineData("audio_configuration", """{"audio_volume":50}""", "400 100/")]
    public async Task Facebook_Login_has_parameters_of_its_own(string name, string value, string refusal)
    {
        var token = await FacebookTokenAsync();

        var answer = await PostAsync(
            $"/v26.0/{Account}/media?access_token={token}", ("media_type", "REELS"), ("video_url", PutVideo(TestMp4.Make())), (name, value));

        Assert.Equal(refusal, answer.Status == 200 ? "" : answer.Refusal);
    }

    [Fact]
    public async Task Trials_are_for_accounts_that_may_and_have_no_collaborators()
    {
        (string, string)[] trial = [("media_type", "REELS"), ("video_url", PutVideo(TestMp4.Make())), ("trial_params", """{"graduation_strategy":"SS_PERFORMANCE"}""")];

        Assert.Equal("400 100/", (await CreateAsync([.. trial, ("collaborators", "friend")])).Refusal);
        Assert.Equal(200, (await CreateAsync(trial)).Status);
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { trialReels = false });
        Assert.Equal("400 100/2207081", (await CreateAsync(trial)).Refusal);
    }

    [Fact]
    public async Task A_video_item_needs_its_media_type_and_a_reel_its_video()
    {
        var item = await CreateAsync(("media_type", ""), ("is_carousel_item", "true"), ("video_url", PutVideo(TestMp4.Make())));
        var reel = await CreateAsync(("media_type", "REELS"));

        Assert.Equal("(#100) The parameter image_url is required.", (string?)item.Error["message"]);
        Assert.Equal("(#100) The parameter video_url is required.", (string?)reel.Error["message"]);
    }

    [Theory]
    [InlineData(100, "ERROR 2207082")]
    [InlineData(0, "FINISHED")]
    public async Task Music_needs_a_sound_to_be_mixed_with_or_none_of_it(int volume, string verdict)
    {
        var token = await FacebookTokenAsync();
        var audio = (await GetAsync($"/v26.0/ig_audio?audio_type=music&search_query=oven&access_token={token}")).Body["audio"]![0]!["audio_id"];
        var created = await PostAsync(
            $"/v26.0/{Account}/media?access_token={token}",
            ("media_type", "REELS"),
            ("video_url", PutVideo(TestMp4.Make(audio: null))),
            ("audio_configuration", $$"""{"audio_id":"{{audio}}","audio_volume":100,"video_volume":{{volume}}}"""));
        await SettleAsync();

        Assert.Equal(verdict, await VerdictAsync(created.Id));
    }
}
