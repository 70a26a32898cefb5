using System.Security.Cryptography;
using System.Text;
using Posthaste.Platforms;
using Posthaste.Platforms.TikTok.Login;

namespace Posthaste.Tests.Platforms.TikTok.Login;

/// <summary>What TikTok tells by itself counts where its signature holds (R-ACC-1).</summary>
public sealed class TikTokEventsTests
{
    private const string Secret = "the app's secret";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_takes_their_permission_back_is_named()
    {
        Assert.Equal(new NetworkEvent("act.of-ann"), Read(Body("authorization.removed", 1)));
        Assert.Equal(new NetworkEvent("act.of-ann"), Read(Body("authorization.removed", 4)));
    }

    [Fact]
    public void What_we_took_back_ourselves_and_other_events_say_nothing_of_a_channel()
    {
        Assert.Equal(new NetworkEvent(null), Read(Body("authorization.removed", 5)));
        Assert.Equal(new NetworkEvent(null), Read(Body("post.publish.inbox_delivered", 1)));
    }

    [Theory]
    [InlineData("another secret", 0, false)]
    [InlineData(Secret, 6, false)]
    [InlineData(Secret, -6, false)]
    [InlineData(Secret, 4, true)]
    public void A_signature_of_somebody_else_or_of_another_time_does_not_hold(string secret, int minutesAgo, bool holds)
    {
        var body = Body("authorization.removed", 1);

        var read = TikTokEvents.Read(body, Sign(body, secret, Now.AddMinutes(-minutesAgo)), Secret, Now);

        Assert.Equal(holds, read is not null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=,s=")]
    [InlineData("s=00")]
    [InlineData("nonsense")]
    public void A_header_that_is_none_is_refused(string? header) => Assert.Null(TikTokEvents.Read(Body("authorization.removed", 1), header, Secret, Now));

    [Fact]
    public void Without_a_secret_nothing_holds_and_a_changed_body_does_not()
    {
        var body = Body("authorization.removed", 1);

        Assert.Null(TikTokEvents.Read(body, Sign(body, "", Now), "", Now));
        Assert.Null(TikTokEvents.Read(body.Replace("ann", "bob", StringComparison.Ordinal), Sign(body, Secret, Now), Secret, Now));
        Assert.Null(TikTokEvents.Read("no json", Sign("no json", Secret, Now), Secret, Now));
    }

    internal static string Body(string kind, int reason) =>
        $$"""{"client_key":"key","event":"{{kind}}","create_time":1615338610,"user_openid":"act.of-ann","content":"{\"reason\":{{reason}}}"}""";

    internal static string Sign(string body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds();
        return $"t={time},s={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }

    private static NetworkEvent? Read(string body) => TikTokEvents.Read(body, Sign(body, Secret, Now), Secret, Now);
}
