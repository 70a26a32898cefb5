using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Posthaste.Platforms.Instagram.Login;

namespace Posthaste.Tests.Platforms.Instagram.Login;

public sealed class SignedRequestTests
{
    private const string Secret = "secret of the app";

    [Theory]
    [InlineData("""{"user_id":"218471","algorithm":"HMAC-SHA256","issued_at":1291836800}""")]
    [InlineData("""{"user_id":218471,"algorithm":"HMAC-SHA256"}""")]
    public void A_notice_that_the_network_signed_names_the_person(string payload)
    {
        Assert.Equal("218471", SignedRequest.Read(Sign(payload), Secret));
    }

    [Theory]
    [InlineData("""{"user_id":"218471","algorithm":"none"}""")]
    [InlineData("""{"user_id":"218471","algorithm":"HMAC-SHA1"}""")]
    [InlineData("""{"user_id":"218471"}""")]
    [InlineData("""{"algorithm":"HMAC-SHA256"}""")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void Something_else_that_is_signed_is_no_notice(string payload)
    {
        Assert.Null(SignedRequest.Read(Sign(payload), Secret));
    }

    [Fact]
    public void A_forged_or_broken_notice_is_none()
    {
        var good = Sign("""{"user_id":"218471","algorithm":"HMAC-SHA256"}""");
        var other = Base64Url.EncodeToString("""{"user_id":"1","algorithm":"HMAC-SHA256"}"""u8);

        Assert.Null(SignedRequest.Read(good, "another secret"));
        Assert.Null(SignedRequest.Read(good, null));
        Assert.Null(SignedRequest.Read(good, ""));
        Assert.Null(SignedRequest.Read($"{good.Split('.')[0]}.{other}", Secret));
        Assert.Null(SignedRequest.Read($"{good[2..]}", Secret));
        Assert.Null(SignedRequest.Read($".{good.Split('.')[1]}", Secret));
        Assert.Null(SignedRequest.Read("", Secret));
        Assert.Null(SignedRequest.Read("%%%.%%%", Secret));
        Assert.Null(SignedRequest.Read(good + ".more", Secret));
        Assert.Null(SignedRequest.Read(new string('a', 10_000), Secret));
    }

    private static string Sign(string payload)
    {
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return $"{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(text)))}.{text}";
    }
}
