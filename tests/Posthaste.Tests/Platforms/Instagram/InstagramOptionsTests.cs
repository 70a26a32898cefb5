using Microsoft.Extensions.Options;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class InstagramOptionsTests
{
    [Theory]
    [InlineData("GraphVersion", "26")]
    [InlineData("GraphVersion", "v26.0/../me")]
    [InlineData("GraphBaseUrl", "graph.example.com")]
    [InlineData("InstagramGraphBaseUrl", "ftp://graph.example.com")]
    [InlineData("PublishTimeout", "00:00:00")]
    [InlineData("CallsPerHour", "0")]
    public void A_wrong_value_stops_the_start_with_its_name(string key, string value)
    {
        using var harness = Harness(key, value);

        var refused = Assert.Throws<OptionsValidationException>(() => harness.Get<IOptions<InstagramOptions>>().Value);

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_least_that_Instagram_documents_is_the_limit_until_it_says_otherwise()
    {
        using var harness = Harness("CallsPerHour", "100");

        Assert.Equal(new PlatformLimits { PostsPerDay = 50, ContainersPerDay = 400, CallsPerHour = 100 }, harness.Get<IPlatform>().Limits);
        Assert.Equal(200, new InstagramOptions().CallsPerHour);
    }

    [Fact]
    public void Without_a_sandbox_the_two_logins_have_hosts_of_their_own()
    {
        var options = new InstagramOptions();

        Assert.Equal("graph.facebook.com", options.BaseFor(InstagramLogin.Facebook).Host);
        Assert.Equal("graph.instagram.com", options.BaseFor(InstagramLogin.Instagram).Host);
        Assert.False(options.IsOneHostForBoth());
    }

    [Fact]
    public void One_setting_sends_both_logins_to_a_sandbox()
    {
        using var harness = Harness("GraphBaseUrl", "http://localhost:5210");

        var options = harness.Get<IOptions<InstagramOptions>>().Value;

        Assert.Equal("http://localhost:5210/", options.BaseFor(InstagramLogin.Instagram).AbsoluteUri);
        Assert.True(options.IsOneHostForBoth());
    }

    private static PlatformHttpHarness Harness(string key, string value) =>
        new(TimeProvider.System, services => services.AddInstagram(), new Dictionary<string, string?> { [$"Platforms:Instagram:{key}"] = value });
}
