using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

/// <summary>R-ACC-1: the server of an account, as people write it.</summary>
public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("mastodon.example", "https://mastodon.example/")]
    [InlineData("  https://mastodon.example/@ana?a=1#b ", "https://mastodon.example/")]
    [InlineData("https://mastodon.example:8443", "https://mastodon.example:8443/")]
    public void Scheme_host_and_port_are_kept(string written, string read) => Assert.Equal(read, ServerAddress.Read(written)!.AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("http://mastodon.example")]
    [InlineData("ftp://mastodon.example")]
    [InlineData("https://ana:secret@mastodon.example")]
    [InlineData("not a host")]
    public void What_is_no_address_of_a_web_server_is_refused(string written) => Assert.Null(ServerAddress.Read(written));

    [Fact]
    public void Plain_http_is_for_a_sandbox_alone() => Assert.Equal("http://127.0.0.1:5099/", ServerAddress.Read("http://127.0.0.1:5099", takesPlainHttp: true)!.AbsoluteUri);
}
