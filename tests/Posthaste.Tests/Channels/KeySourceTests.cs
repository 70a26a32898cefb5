using System.Security.Cryptography;
using Posthaste.Channels;
using Posthaste.Platforms;

namespace Posthaste.Tests.Channels;

public sealed class KeySourceTests : IDisposable
{
    private static readonly Guid Row = new("01900000-0000-7000-8000-0000000000c1");

    private readonly string _folder = Directory.CreateTempSubdirectory("posthaste-keys-").FullName;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 7, 29, 10, 0, 0, TimeSpan.Zero));

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_of_keys_is_read_and_its_newest_seals()
    {
        var options = new SecretsOptions { MasterKeyFile = Write("keys", $"{NewKey("one")}\n{NewKey("two")}\n") };

        Assert.Equal("two", From(options).Open().Sealing.Id);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_of_keys_that_others_may_use_is_refused_with_the_mend(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var path = Write("keys", NewKey("one"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        var error = Assert.Throws<KeyRingException>(() => From(new SecretsOptions { MasterKeyFile = path }).Open());

        Assert.Contains("Secrets:MasterKeyFile", error.Message, StringComparison.Ordinal);
        Assert.Contains($"chmod 600 {path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_keys_that_is_not_there_or_empty_is_told_with_its_setting()
    {
        foreach (var path in new[] { Path.Combine(_folder, "nothing"), Write("empty", " \n") })
        {
            var error = Assert.Throws<KeyRingException>(() => From(new SecretsOptions { MasterKeyFile = path }).Open());
            Assert.Contains("Secrets:MasterKeyFile", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_key_added_to_the_file_is_used_by_what_runs()
    {
        var (first, second) = (NewKey("one"), NewKey("two"));
        var options = new SecretsOptions { MasterKeyFile = Write("keys", first) };
        var running = new TokenVault(From(options).Open());
        Write("keys", $"{first},{second}");

        Assert.Equal("t", running.Open(new TokenVault(From(options).Open()).Seal(new Secret("t"), Row), Row).Reveal());
    }

    [Fact]
    public void A_systemd_credential_comes_before_our_own_file_and_after_the_settings()
    {
        Write(KeySource.Credential, NewKey("credential"));

        Assert.Equal("credential", KeySource.From(new SecretsOptions(), _folder, Data, _time).Open().Sealing.Id);
        Assert.Equal("set", KeySource.From(new SecretsOptions { MasterKey = NewKey("set") }, _folder, Data, _time).Open().Sealing.Id);
        Assert.IsType<KeySource.Own>(KeySource.From(new SecretsOptions(), Path.Combine(_folder, "none"), Data, _time));
    }

    [Fact]
    public void An_older_key_seals_where_it_is_named_and_both_open()
    {
        var list = $"{NewKey("one")},{NewKey("two")}";
        var (waiting, ready) = (new TokenVault(KeyRing.Parse(list, "one")), new TokenVault(KeyRing.Parse(list)));

        var (older, newer) = (waiting.Seal(new Secret("t"), Row), ready.Seal(new Secret("t"), Row));

        Assert.Equal(("one", "two"), (TokenVault.MasterKeyOf(older), TokenVault.MasterKeyOf(newer)));
        Assert.Equal("t", ready.Open(older, Row).Reveal());
        Assert.Equal("t", waiting.Open(newer, Row).Reveal());
        Assert.Contains("'three'", Assert.Throws<KeyRingException>(() => KeyRing.Parse(list, "three")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sources_at_once_are_refused()
    {
        var options = new SecretsOptions { MasterKey = NewKey("a"), MasterKeyFile = Write("keys", NewKey("b")) };

        Assert.Contains("take one away", Assert.Throws<KeyRingException>(() => From(options)).Message, StringComparison.Ordinal);
        Assert.Throws<KeyRingException>(() => From(new SecretsOptions { SealWith = "a" }));
    }

    [Fact]
    public void No_source_prints_its_keys()
    {
        var key = NewKey("a");
        var secret = key.Split(':')[1];

        Assert.DoesNotContain(secret, new KeySource.Setting(key, null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, $"{new KeySource.Setting(key, null).Open()} {new KeySource.Listed(Write("keys", key), null).Open()}", StringComparison.Ordinal);
    }

    private KeySource From(SecretsOptions options) => KeySource.From(options, credentialsFolder: null, Data, _time);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private static string NewKey(string id) => $"{id}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
}
