using System.Security.Cryptography;
using Posthaste.Channels;
using Posthaste.Platforms;

namespace Posthaste.Tests.Channels;

public sealed class TokenVaultTests : IDisposable
{
    private static readonly Guid Channel = new("01900000-0000-7000-8000-0000000000c1");

    private readonly string _folder = Directory.CreateTempSubdirectory("posthaste-keys-").FullName;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 7, 29, 10, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_sealed_for_a_channel_opens_for_it()
    {
        var vault = new TokenVault(Ring("a"));

        var box = vault.Seal(new Secret("tökén"), Channel);

        Assert.Equal("tökén", vault.Open(box, Channel).Reveal());
        Assert.StartsWith("v2.a.", box, StringComparison.Ordinal);
        Assert.DoesNotContain("tökén", box, StringComparison.Ordinal);
    }

    [Fact]
    public void One_token_is_never_sealed_the_same_way_twice()
    {
        var vault = new TokenVault(Ring("a"));

        Assert.NotEqual(vault.Seal(new Secret("t"), Channel), vault.Seal(new Secret("t"), Channel));
    }

    [Fact]
    public void A_token_moved_to_another_channel_does_not_open()
    {
        var vault = new TokenVault(Ring("a"));
        var box = vault.Seal(new Secret("t"), Channel);

        Assert.Throws<SealedTokenException>(() => vault.Open(box, Guid.CreateVersion7(_time.GetUtcNow())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1.a.b")]
    [InlineData("v2.a.AAAA.AAAA")]
    [InlineData("v1.a.AAAA.AAAA")]
    [InlineData("v3.a.AAAA.AAAA")]
    [InlineData("v2.a.!!.??")]
    [InlineData("v1.a.!!.??")]
    [InlineData("plain text")]
    public void What_is_no_box_of_ours_does_not_open(string box) =>
        Assert.Throws<SealedTokenException>(() => new TokenVault(Ring("a")).Open(box, Channel));

    [Fact]
    public void A_box_with_one_character_changed_does_not_open()
    {
        var vault = new TokenVault(Ring("a"));
        var box = vault.Seal(new Secret("token"), Channel);
        var at = box.Length - 10;
        var changed = box[..at] + (box[at] == 'A' ? 'B' : 'A') + box[(at + 1)..];

        Assert.Throws<SealedTokenException>(() => vault.Open(changed, Channel));
    }

    [Fact]
    public void The_newest_key_seals_and_older_ones_still_open()
    {
        var old = Key("old");
        var box = new TokenVault(new KeyRing([old])).Seal(new Secret("t"), Channel);
        var vault = new TokenVault(new KeyRing([old, Key("new")]));

        Assert.Equal("t", vault.Open(box, Channel).Reveal());
        Assert.True(vault.IsOutdated(box));
        Assert.False(vault.IsOutdated(vault.Seal(new Secret("t"), Channel)));
    }

    [Fact]
    public void A_token_of_the_first_form_opens_and_is_outdated()
    {
        // Sealed by the version before keys of their own, under 32 bytes of 1.
        const string box = "v1.a.AAECAwQFBgcICQoL.3c_nVVTeYBaMB8J7DaWLV-cqc-dzEz7p6j8";
        var vault = new TokenVault(new KeyRing([new RingKey("a", [.. Enumerable.Repeat((byte)1, 32)])]));

        Assert.Equal("first form", vault.Open(box, Channel).Reveal());
        Assert.True(vault.IsOutdated(box));
        Assert.Equal("first form", vault.Open(vault.SealAnew(box, Channel), Channel).Reveal());
    }

    [Fact]
    public void Sealing_again_wraps_the_key_anew_and_leaves_the_token_as_it_lies()
    {
        var old = Key("old");
        var box = new TokenVault(new KeyRing([old])).Seal(new Secret("t"), Channel);
        var @new = Key("new");

        var again = new TokenVault(new KeyRing([old, @new])).SealAnew(box, Channel);

        Assert.Equal(box.Split('.')[3], again.Split('.')[3]);
        Assert.NotEqual(box.Split('.')[2], again.Split('.')[2]);
        Assert.Equal("t", new TokenVault(new KeyRing([@new])).Open(again, Channel).Reveal());
    }

    [Fact]
    public void A_wrapped_key_of_one_token_does_not_open_another()
    {
        var vault = new TokenVault(Ring("a"));
        var (one, two) = (vault.Seal(new Secret("one"), Channel).Split('.'), vault.Seal(new Secret("two"), Channel).Split('.'));

        Assert.Throws<SealedTokenException>(() => vault.Open($"v2.a.{one[2]}.{two[3]}", Channel));
    }

    [Fact]
    public void A_key_that_is_missing_is_named()
    {
        var box = new TokenVault(Ring("lost")).Seal(new Secret("t"), Channel);

        var error = Assert.Throws<SealedTokenException>(() => new TokenVault(Ring("other")).Open(box, Channel));

        Assert.Contains("'lost'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_start_makes_a_key_file_that_only_its_owner_can_read()
    {
        var box = new TokenVault(new KeyFile(_folder, _time).Open()).Seal(new Secret("t"), Channel);

        Assert.Equal("t", new TokenVault(new KeyFile(_folder, _time).Open()).Open(box, Channel).Reveal());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "keys.json")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_added_key_seals_and_the_media_secret_stays()
    {
        var first = new KeyFile(_folder, _time).Open();
        var box = new TokenVault(first).Seal(new Secret("t"), Channel);
        _time.Advance(TimeSpan.FromSeconds(1));

        new KeyFile(_folder, _time).AddKey();

        var ring = new KeyFile(_folder, _time).Open();
        Assert.True(new TokenVault(ring).IsOutdated(box));
        Assert.Equal("t", new TokenVault(ring).Open(box, Channel).Reveal());
        Assert.Equal(first.DeriveMediaSecret(), ring.DeriveMediaSecret());
        Assert.Equal(32, ring.DeriveMediaSecret().Length);
    }

    [Fact]
    public void Keys_from_the_settings_win_over_the_file()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var options = new SecretsOptions { MasterKey = $"2025:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}, 2026:{key}" };

        var box = new TokenVault(KeySource.From(options, null, _folder, _time).Open()).Seal(new Secret("t"), Channel);

        Assert.StartsWith("v2.2026.", box, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("no-colon")]
    [InlineData("a:not base64!")]
    [InlineData("a:c2hvcnQ=")]
    [InlineData("bad.id:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Keys_that_cannot_be_used_stop_the_start_and_are_not_repeated(string setting)
    {
        var error = Assert.Throws<KeyRingException>(() => KeyRing.Parse(setting));

        Assert.DoesNotContain("AAAAAAAA", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_key_file_is_never_replaced()
    {
        var path = Path.Combine(_folder, "keys.json");
        File.WriteAllText(path, "{ half");

        Assert.Throws<KeyRingException>(() => new KeyFile(_folder, _time).Open());

        Assert.Equal("{ half", File.ReadAllText(path));
    }

    private static KeyRing Ring(string id) => new([Key(id)]);

    private static RingKey Key(string id) => new(id, RandomNumberGenerator.GetBytes(32));
}
