using Posthaste.Channels;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;
using Posthaste.Posts;
using Posthaste.Posts.Readiness;

namespace Posthaste.Tests.Posts.Readiness;

/// <summary>The rules by themselves.</summary>
public sealed class ReadinessRulesTests
{
    private static readonly DateTimeOffset Late = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private static string Spoken(DateTimeOffset at) => SpokenTime.Of(at, "Europe/Berlin", Late);

    [Theory]
    [InlineData("https://posts.example.com", null)]
    [InlineData("https://posts.example.com/app", null)]
    [InlineData("https://203.0.113.7", null)]
    [InlineData("https://[2001:db8::1]", null)]
    [InlineData("https://172.32.0.1", null)]
    [InlineData("https://xn--bcher-kva.example", null)]
    [InlineData("http://posts.example.com", "public_url_not_https")]
    [InlineData("https://bücher.example", "public_url_not_ascii")]
    [InlineData("https://posts.example.com/bücher", "public_url_not_ascii")]
    [InlineData("http://127.0.0.1:5080", "public_url_private")]
    [InlineData("https://localhost", "public_url_private")]
    [InlineData("https://posthaste", "public_url_private")]
    [InlineData("https://posts.local", "public_url_private")]
    [InlineData("https://posts.fritz.lan.", "public_url_private")]
    [InlineData("https://10.1.2.3", "public_url_private")]
    [InlineData("https://172.16.0.1", "public_url_private")]
    [InlineData("https://192.168.178.20", "public_url_private")]
    [InlineData("https://169.254.1.1", "public_url_private")]
    [InlineData("https://100.64.0.1", "public_url_private")]
    [InlineData("https://0.0.0.0", "public_url_private")]
    [InlineData("https://[::1]", "public_url_private")]
    [InlineData("https://[fd00::1]", "public_url_private")]
    [InlineData("https://[fe80::1]", "public_url_private")]
    [InlineData("https://[::ffff:10.0.0.1]", "public_url_private")]
    public void Networks_fetch_from_a_public_https_address_in_ascii(string address, string? code)
    {
        Assert.Equal(code, AddressRules.Check(MediaOrigin.Of(new PublicAddress(new Uri(address))))?.Code);
    }

    [Fact]
    public void A_fault_names_the_host_and_nothing_else_of_the_address()
    {
        var address = new Uri("https://posts.example.com:8443/secret-path");
        var media = new PlatformMedia { MediaId = Guid.NewGuid(), ContentType = "image/jpeg", Bytes = 1_234, Sha256 = "aa", Width = 1, Height = 1, Url = new Uri(address, "/m/signed") };
        FetchFault[] faults = [new FetchFault.Unreachable("no answer"), new FetchFault.Redirects(302), new FetchFault.WrongType(null), new FetchFault.WrongSize(12), new FetchFault.NoRange()];

        var findings = faults.Select(fault => AddressRules.From(fault, MediaOrigin.Of(new PublicAddress(address)), media, "mediaIds[1]")).ToList();

        Assert.Equal(ReadinessRules.Fetched.Codes.Where(code => code.StartsWith("public_url", StringComparison.Ordinal)), findings.Select(finding => finding.Code));
        Assert.All(findings, finding =>
        {
            Assert.Equal("mediaIds[1]", finding.Field);
            Assert.Contains("posts.example.com", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", finding.Message + finding.Advice, StringComparison.Ordinal);
            Assert.DoesNotContain("signed", finding.Message + finding.Advice, StringComparison.Ordinal);
        });
        Assert.Contains("12 bytes where the file has 1,234 bytes", findings[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(0, false)]
    [InlineData(-59, false)]
    [InlineData(-60, true)]
    [InlineData(-61, true)]
    public void A_token_must_outlive_the_due_time_and_should_outlive_the_late_window(int minutesAfter, bool? blocks)
    {
        Assert.Equal(blocks, AccountRules.Token(Channel() with { TokenExpiresAt = Late.AddMinutes(minutesAfter) }, Late.AddHours(-1), Late, Spoken)?.Blocks);
    }

    [Theory]
    [InlineData(-70, false, null)]
    [InlineData(-70, true, false)]
    [InlineData(-50, false, true)]
    public void A_token_that_is_renewed_before_its_end_is_no_matter_and_a_renewal_that_fails_is_a_hint(int renewedAfterMinutes, bool fails, bool? blocks)
    {
        var error = fails ? new RenewalError("503", "The network is not there.", Late) : null;
        var channel = Channel() with { TokenExpiresAt = Late.AddMinutes(-60), Renewal = new TokenRenewal(Late.AddMinutes(renewedAfterMinutes), null, fails ? 1 : 0, error) };

        var finding = AccountRules.Token(channel, Late.AddHours(-1), Late, Spoken);

        Assert.Equal(blocks, finding?.Blocks);
        Assert.Equal(fails, finding?.Message.Contains("The network is not there.", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_end_of_an_access_is_said_by_the_clock_of_the_workspace() => Assert.StartsWith(
        "The access to @shop ends at 13:00 on 1 October, Europe/Berlin, and this post may go out as late as 14:00 on 1 October, Europe/Berlin.",
        AccountRules.Token(Channel() with { Username = "shop", TokenExpiresAt = Late.AddHours(-1) }, Late.AddHours(-2), Late, Spoken)!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_token_without_a_known_end_is_taken_as_it_is()
    {
        Assert.Null(AccountRules.Token(Channel(), Late, Late, Spoken));
    }

    [Theory]
    [InlineData(ChannelState.Active, null, false)]
    [InlineData(ChannelState.Paused, "channel_paused", false)]
    [InlineData(ChannelState.Reconnect, "channel_needs_reconnect", true)]
    [InlineData(ChannelState.Disconnected, "channel_disconnected", true)]
    public void An_account_must_be_connected_and_a_pause_only_waits(ChannelState state, string? code, bool blocks)
    {
        var finding = AccountRules.Connected(Channel() with { State = state }, "channelIds[0]");

        Assert.Equal((code, blocks), (finding?.Code, finding?.Blocks ?? false));
    }

    [Fact]
    public void Missing_permissions_are_named_where_the_network_tells_which_there_are()
    {
        string[] needed = ["read", "publish", "comment"];

        Assert.Null(AccountRules.Scopes(Channel(), needed));
        Assert.Null(AccountRules.Scopes(Channel() with { Scopes = ["comment", "publish", "read", "more"] }, needed));
        var finding = AccountRules.Scopes(Channel() with { Scopes = ["read"] }, needed)!;
        Assert.Equal("scope_missing", finding.Code);
        Assert.EndsWith("publish, comment.", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("facebook", PostType.Image, null, "instagram_basic instagram_content_publish pages_read_engagement")]
    [InlineData("facebook", PostType.Image, "First!", "instagram_basic instagram_content_publish pages_read_engagement instagram_manage_comments")]
    [InlineData("instagram", PostType.Reel, null, "instagram_business_basic instagram_business_content_publish")]
    [InlineData("instagram", PostType.Reel, "First!", "instagram_business_basic instagram_business_content_publish instagram_business_manage_comments")]
    [InlineData("instagram", PostType.Story, "left out", "instagram_business_basic instagram_business_content_publish")]
    [InlineData("instagram", PostType.Image, "  ", "instagram_business_basic instagram_business_content_publish")]
    public void Instagram_needs_the_permission_to_comment_only_for_a_comment(string login, PostType type, string? comment, string scopes)
    {
        var post = new PlatformPost { Type = type, Caption = "", Media = [], Options = new PostOptions { FirstComment = comment } };

        Assert.Equal(scopes.Split(' '), InstagramScopes.For(post, login));
    }

    [Fact]
    public async Task Files_that_are_gone_cut_short_or_cannot_be_read_are_told_apart()
    {
        var post = new PlatformPost
        {
            Type = PostType.Carousel,
            Caption = "",
            Media =
            [
                Media(() => new MemoryStream(new byte[10])),
                Media(() => throw new FileNotFoundException()),
                Media(() => new MemoryStream(new byte[9])),
                Media(() => throw new UnauthorizedAccessException()),
                Media(() => new MemoryStream()),
            ],
            Cover = Media(() => throw new DirectoryNotFoundException()),
        };

        var findings = await FileRules.CheckAsync(post, TestContext.Current.CancellationToken);

        Assert.Equal(
            [("mediaIds[1]", "media_missing"), ("mediaIds[2]", "media_damaged"), ("mediaIds[3]", "media_unreadable"), ("mediaIds[4]", "media_damaged"), ("options.coverMediaId", "media_missing")],
            findings.Select(finding => (finding.Field, finding.Code)));
    }

    [Fact]
    public void Rules_and_codes_have_names_of_their_own()
    {
        Assert.Equal(ReadinessRules.All.Count, ReadinessRules.All.Select(rule => rule.Name).Distinct().Count());
        var codes = ReadinessRules.All.SelectMany(rule => rule.Codes).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public void The_api_guide_lists_every_rule_and_code()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));

        Assert.All(ReadinessRules.All, rule =>
        {
            var row = Assert.Single(guide.Split('\n'), line => line.StartsWith($"| `{rule.Name}` |", StringComparison.Ordinal));
            Assert.All(rule.Codes, code => Assert.Contains($"`{code}`", row, StringComparison.Ordinal));
            Assert.Equal(rule.AtSave, row.Contains("| yes |", StringComparison.Ordinal));
        });
    }

    private static PlatformMedia Media(Func<Stream> open) => new()
    {
        MediaId = Guid.NewGuid(),
        ContentType = "image/jpeg",
        Bytes = 10,
        Sha256 = "aa",
        Width = 1,
        Height = 1,
        Reader = new FileReader(_ => Task.FromResult(open())),
    };

    private static Channel Channel() => new()
    {
        Id = Guid.NewGuid(),
        WorkspaceId = Guid.NewGuid(),
        Platform = "instagram",
        RemoteId = "1784",
        Username = "shop",
        State = ChannelState.Active,
        CreatedAt = Late,
        UpdatedAt = Late,
    };
}
