namespace Posthaste.Tests.Sandbox.TikTok;

/// <summary>The sandbox's TikTok as the pages describe it (R-PUB-3): envelope, chunks, moderation, failures, limits.</summary>
public sealed class TikTokPostingTests : TikTokFixture
{
    private readonly byte[] _film = TestMp4.Make(seconds: 5);

    [Fact]
    public async Task A_video_goes_live_after_its_last_byte_and_its_id_shows_after_moderation()
    {
        await SetTikTokAsync(new { processingSeconds = 20, moderationSeconds = 60 });
        var init = await InitAsync(_film.Length);
        Assert.StartsWith("v_pub_file~v2-1.", IdOf(init), StringComparison.Ordinal);
        Assert.Equal("ok", (string?)init.Error["code"]);
        Assert.Equal("PROCESSING_UPLOAD", await FateAsync(IdOf(init)));

        Assert.Equal(201, await PutAsync(init, _film, 0, _film.Length));

        Assert.Equal("PROCESSING_UPLOAD", await FateAsync(IdOf(init)));
        Time.Advance(TimeSpan.FromSeconds(20));
        var complete = (await StatusOfAsync(IdOf(init))).Body["data"]!;
        Assert.Equal(("PUBLISH_COMPLETE", _film.Length), ((string)complete["status"]!, (int)complete["uploaded_bytes"]!));
        Assert.Null(complete["publicaly_available_post_id"]);
        Time.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull((await StatusOfAsync(IdOf(init))).Body["data"]!["publicaly_available_post_id"]![0]);
        var post = Assert.Single(await LiveAsync());
        Assert.Equal((IdOf(init), "Fresh bread", "TIKTOK"), ((string)post!["mediaId"]!, (string)post["caption"]!, (string)post["productType"]!));
    }

    [Fact]
    public async Task Chunks_come_in_order_whole_and_as_long_as_was_said()
    {
        var file = TestMp4.Make(seconds: 5, bytes: 11_000_003);
        var init = await InitAsync(file.Length, 5_500_000, 2);

        Assert.Equal(416, await PutAsync(init, file, 5_500_000, 5_500_003));
        Assert.Equal(416, await PutAsync(init, file, 0, 1_000_000));
        Assert.Equal(416, await PutAsync(init, file, 0, 5_500_000, total: file.Length + 1));
        Assert.Equal(206, await PutAsync(init, file, 0, 5_500_000));
        Assert.Equal(416, await PutAsync(init, file, 0, 5_500_000));
        Assert.Equal(5_500_000, (int)(await StatusOfAsync(IdOf(init))).Body["data"]!["uploaded_bytes"]!);
        Assert.Empty(await LiveAsync());
        Assert.Equal(201, await PutAsync(init, file, 5_500_000, 5_500_003));
        Assert.Equal(416, await PutAsync(init, file, 5_500_000, 5_500_003));
        Assert.Single(await LiveAsync());
        Assert.Equal([(false, 416), (true, 201), (false, 416)],
            (await LedgerAsync())["calls"]!.AsArray().Select(call => ((bool)call!["accepted"]!, (int)call["status"]!)));
    }

    [Fact]
    public async Task An_upload_address_ends_and_a_request_without_a_range_is_malformed()
    {
        var init = await InitAsync(_film.Length);
        using var naked = new ByteArrayContent(_film);
        Assert.Equal(400, (int)(await Http.PutAsync((string)init.Body["data"]!["upload_url"]!, naked, Ct)).StatusCode);

        Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(403, await PutAsync(init, _film, 0, _film.Length));
        Assert.Empty(await LiveAsync());
    }

    [Theory]
    [InlineData(50_000_123, 10_000_000, 5, "200 ok")]
    [InlineData(50_000_123, 10_000_000, 6, "400 invalid_param")]
    [InlineData(4_999_999, 4_999_999, 1, "200 ok")]
    [InlineData(4_999_999, 1_000_000, 4, "400 invalid_param")]
    [InlineData(20_000_000, 4_999_999, 4, "400 invalid_param")]
    [InlineData(200_000_000, 70_000_000, 2, "400 invalid_param")]
    [InlineData(6_000_000, 6_000_000, 1, "200 ok")]
    [InlineData(6_000_000, 5_500_000, 1, "200 ok")]
    [InlineData(6_000_000, 6_000_001, 1, "400 invalid_param")]
    [InlineData(5_000_000_000, 50_000_000, 100, "400 invalid_param")]
    public async Task A_plan_of_chunks_is_judged_by_the_rules_of_the_page(long size, long chunk, long count, string expected) =>
        Assert.Equal(expected, CodeOf(await InitAsync(size, chunk, count)));

    [Fact]
    public async Task Photos_are_fetched_and_only_jpeg_and_webp_are_taken()
    {
        var jpeg = Images.Url("square.jpg");
        var png = Images.Put("square.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], "image/png");

        var (good, bad, away) = (IdOf(await PhotosAsync([jpeg, jpeg])), IdOf(await PhotosAsync([jpeg, png])), IdOf(await PhotosAsync([jpeg, Images.Url("gone.jpg")])));
        await ControlAsync(HttpMethod.Post, "tiktok/settle");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.StartsWith("p_pub_url~v2-1.", good, StringComparison.Ordinal);
        Assert.Equal(["PUBLISH_COMPLETE", "FAILED photo_pull_failed", "FAILED photo_pull_failed"], [await FateAsync(good), await FateAsync(bad), await FateAsync(away)]);
        Assert.Equal("PHOTO", (string?)Assert.Single(await LiveAsync())!["mediaType"]);
    }

    [Fact]
    public async Task What_TikTok_fetches_lies_under_a_verified_prefix()
    {
        await SetTikTokAsync(new { verifiedPrefixes = new[] { "https://media.example.com/" } });

        Assert.Equal("403 url_ownership_unverified", CodeOf(await PhotosAsync([Images.Url("square.jpg")])));
    }

    [Theory]
    [InlineData("long", "FAILED duration_check_failed")]
    [InlineData("small", "FAILED picture_size_check_failed")]
    [InlineData("slow", "FAILED frame_rate_check_failed")]
    [InlineData("strange", "FAILED file_format_check_failed")]
    [InlineData("text", "FAILED file_format_check_failed")]
    public async Task A_file_it_does_not_take_fails_in_its_words(string what, string expected)
    {
        var id = await UploadedAsync(what switch
        {
            "long" => TestMp4.Make(seconds: 601),
            "small" => TestMp4.Make(width: 320, height: 640),
            "slow" => TestMp4.Make(fps: 15),
            "strange" => TestMp4.Make(codec: "mp4v"),
            _ => "no film at all"u8.ToArray(),
        });
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(expected, await FateAsync(id));
        Assert.Empty(await LiveAsync());
    }

    [Fact]
    public async Task A_failure_can_be_ordered()
    {
        await ControlAsync(HttpMethod.Post, $"tiktok/users/{OpenId}/failures", new { reason = "spam_risk" });

        var (first, second) = (await UploadedAsync(_film), await UploadedAsync(_film));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("FAILED spam_risk", "PUBLISH_COMPLETE"), (await FateAsync(first), await FateAsync(second)));
    }

    [Fact]
    public async Task The_creator_is_told_as_they_are_at_the_moment()
    {
        var before = (await AskAsync("creator_info/query", new { })).Body["data"]!;
        await SetPersonAsync(new { isPrivate = true, duetDisabled = true, maxVideoSeconds = 60 });
        var after = (await AskAsync("creator_info/query", new { })).Body["data"]!;

        Assert.Equal(["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"], before["privacy_level_options"]!.AsArray().Select(level => (string)level!));
        Assert.Equal("FOLLOWER_OF_CREATOR", (string?)after["privacy_level_options"]![0]);
        Assert.Equal((true, false, 60), ((bool)after["duet_disabled"]!, (bool)after["comment_disabled"]!, (int)after["max_video_post_duration_sec"]!));
        Assert.Equal("403 privacy_level_option_mismatch", CodeOf(await InitAsync(100)));
    }

    [Fact]
    public async Task An_app_without_audit_posts_for_private_accounts_alone()
    {
        await SetTikTokAsync(new { isAudited = false });
        var alone = new { privacy_level = "SELF_ONLY" };

        Assert.Equal("403 unaudited_client_can_only_post_to_private_accounts", CodeOf(await InitAsync(100)));
        Assert.Equal("403 unaudited_client_can_only_post_to_private_accounts", CodeOf(await InitAsync(100, info: alone)));
        await SetPersonAsync(new { isPrivate = true });
        Assert.Equal("200 ok", CodeOf(await InitAsync(100, info: alone)));
    }

    [Fact]
    public async Task Posts_of_a_day_and_shares_in_the_inbox_run_out()
    {
        await SetTikTokAsync(new { postsPerDay = 1, pendingShares = 1 });
        await UploadedAsync(_film);
        var share = await UploadedAsync(_film, path: "inbox/video/init");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("403 spam_risk_too_many_posts", CodeOf(await InitAsync(100)));
        // The same code comes with status 200 here.
        Assert.Equal("200 spam_risk_too_many_posts", CodeOf(await AskAsync("creator_info/query", new { })));
        Assert.Equal("403 spam_risk_too_many_pending_share", CodeOf(await InitAsync(100, path: "inbox/video/init")));
        Assert.Equal("SEND_TO_USER_INBOX", await FateAsync(share));
        await ControlAsync(HttpMethod.Post, $"tiktok/posts/{share}/finish");
        Assert.Equal("PUBLISH_COMPLETE", await FateAsync(share));
        Assert.Equal("200 ok", CodeOf(await InitAsync(100, path: "inbox/video/init")));
    }

    [Fact]
    public async Task Calls_of_a_minute_run_out_for_each_kind_apart()
    {
        for (var i = 0; i < 6; i++) Assert.Equal("200 ok", CodeOf(await InitAsync(100)));

        Assert.Equal("429 rate_limit_exceeded", CodeOf(await InitAsync(100)));
        Assert.Equal("200 ok", CodeOf(await AskAsync("creator_info/query", new { })));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("200 ok", CodeOf(await InitAsync(100)));
    }

    [Fact]
    public async Task A_token_does_what_was_granted_and_sees_its_own_posts_only()
    {
        var id = await UploadedAsync(_film);
        await TokenAsync(new { token = "act.basic", scopes = new[] { "user.info.basic" } });
        await ControlAsync(HttpMethod.Post, "tiktok/users", new { openId = "other", username = "other" });
        await ControlAsync(HttpMethod.Post, "tiktok/users/other/tokens", new { token = "act.other" });

        Assert.Equal("401 access_token_invalid", CodeOf(await AskAsync("creator_info/query", new { }, "act.unknown")));
        Assert.Equal("401 scope_not_authorized", CodeOf(await AskAsync("creator_info/query", new { }, "act.basic")));
        Assert.Equal("403 token_not_authorized_for_specified_publish_id", CodeOf(await StatusOfAsync(id, "act.other")));
        Assert.Equal("400 invalid_publish_id", CodeOf(await StatusOfAsync("v_pub_file~v2-1.1")));
    }

    [Fact]
    public async Task A_last_chunk_whose_answer_is_lost_has_made_the_post_all_the_same()
    {
        var init = await InitAsync(_film.Length);
        await OrderFaultAsync(new { kind = "reset", step = "publish", when = "after", account = OpenId });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PutAsync(init, _film, 0, _film.Length));

        Assert.Single(await LiveAsync());
        var call = await LastCallAsync();
        Assert.Equal(("dropped", true, IdOf(init)), ((string)call["answer"]!, (bool)call["accepted"]!, (string)call["containerId"]!));
    }

    [Fact]
    public async Task An_ordered_error_keeps_its_status_and_its_type_is_the_code()
    {
        await OrderFaultAsync(new { kind = "error", step = "creator", code = 1, type = "spam_risk", status = 403 });

        Assert.Equal("403 spam_risk", CodeOf(await AskAsync("creator_info/query", new { })));
        Assert.Equal("200 ok", CodeOf(await AskAsync("creator_info/query", new { })));
    }
}
