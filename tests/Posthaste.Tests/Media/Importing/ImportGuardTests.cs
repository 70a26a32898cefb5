using System.Net;
using Posthaste.Media;
using Posthaste.Media.Importing;

namespace Posthaste.Tests.Media.Importing;

public sealed class ImportGuardTests
{
    [Theory]
    [InlineData("https://pictures.example/a.jpg")]
    [InlineData("http://pictures.example/a.jpg?x=1")]
    [InlineData("https://pictures.example:443/a.jpg")]
    [InlineData("https://1.1.1.1/a.jpg")]
    [InlineData("http://pictures.example:443/a.jpg")]
    [InlineData("https://bücher.example/a.jpg")]
    public void An_address_of_the_web_is_gone_to(string address)
    {
        Assert.NotNull(new ImportGuard().Read(address, out var refusal));
        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("picture.jpg")]
    [InlineData("//pictures.example/a.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://pictures.example/a.jpg")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("https://user@pictures.example/a.jpg")]
    [InlineData("https://user:password@pictures.example/a.jpg")]
    [InlineData("https://pictures.example:8080/a.jpg")]
    [InlineData("http://pictures.example:22/a.jpg")]
    [InlineData("http://127.0.0.1/a.jpg")]
    [InlineData("http://127.1/a.jpg")]
    [InlineData("http://2130706433/a.jpg")]
    [InlineData("http://0x7f.0.0.1/a.jpg")]
    [InlineData("http://[::ffff:10.0.0.1]/a.jpg")]
    [InlineData("http://[::1]/a.jpg")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://pictures.example/a\r\nX: y")]
    public void Anything_else_is_refused(string address)
    {
        Assert.Null(new ImportGuard().Read(address, out var refusal));
        Assert.Equal(MediaRefusal.ImportRefusedAddress, refusal!.Code);
    }

    [Fact]
    public void With_the_setting_private_hosts_and_other_ports_are_gone_to_and_nothing_but_the_web()
    {
        var guard = ImportGuard.For(new MediaOptions { ImportPrivateHosts = true });

        Assert.NotNull(guard.Read("http://127.0.0.1:8080/a.jpg", out _));
        Assert.Null(guard.Read("file:///etc/passwd", out _));
        Assert.Null(ImportGuard.For(new MediaOptions()).Read("http://127.0.0.1:8080/a.jpg", out _));
    }

    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("151.101.1.69", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("64:ff9b::101:101", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:192.168.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:0:4136:e378::1", false)]
    public void Only_what_is_known_to_be_public_is_public(string address, bool isPublic) => Assert.Equal(isPublic, PublicIp.IsPublic(IPAddress.Parse(address)));
}
