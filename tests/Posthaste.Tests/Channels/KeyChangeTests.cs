using Posthaste.Channels;
using Posthaste.Platforms;

namespace Posthaste.Tests.Channels;

public sealed class KeyChangeTests : IDisposable
{
    private static readonly Guid Row = new("01900000-0000-7000-8000-0000000000c1");

    private readonly string _folder = Directory.CreateTempSubdirectory("posthaste-keys-").FullName;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 7, 29, 10, 0, 0, TimeSpan.Zero));
    private readonly Sealed _rows = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private KeyFile File => new(_folder, _time);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_ring_that_is_open_learns_of_a_key_that_another_process_added()
    {
        var running = new TokenVault(File.Open());
        AddKey();
        var box = new TokenVault(File.Open()).Seal(new Secret("t"), Row);

        Assert.Equal("t", running.Open(box, Row).Reveal());
        Assert.False(running.IsOutdated(box));
    }

    [Fact]
    public void A_ring_that_is_open_seals_with_the_new_key_from_the_next_time_on()
    {
        var running = new TokenVault(File.Open());
        var id = AddKey();

        Assert.Equal(id, TokenVault.MasterKeyOf(running.Seal(new Secret("t"), Row)));
    }

    [Fact]
    public void Adding_again_goes_on_with_the_key_that_was_added()
    {
        File.Open();
        var first = AddKey();

        Assert.Equal((first, false), File.AddKey());
    }

    [Fact]
    public void A_key_that_is_added_in_the_second_of_another_has_a_name_of_its_own()
    {
        var first = File.Open().Sealing.Id;

        var (id, added) = File.AddKey();

        Assert.True(added);
        Assert.Equal([first, id], File.Open().Ids);
        Assert.NotEqual(first, id);
    }

    [Fact]
    public void Many_that_add_at_once_add_one_key()
    {
        File.Open();
        _time.Advance(TimeSpan.FromSeconds(1));

        var ids = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => TryAdd()).Where(id => id is not null).Distinct().ToList();

        Assert.Equal(File.Open().Sealing.Id, Assert.Single(ids));
        Assert.Equal(2, File.Open().Ids.Count);
    }

    [Fact]
    public async Task Old_keys_go_once_nothing_needs_them_and_everything_opens_still()
    {
        var ring = File.Open();
        var vault = new TokenVault(ring);
        var media = ring.DeriveMediaSecret();
        _rows.Token = vault.Seal(new Secret("t"), Row);
        var old = ring.Sealing.Id;
        var id = AddKey();
        var remove = new RemoveOldKeys([_rows], new KeySource.Own(File), ring);
        Assert.Equal(1, Assert.IsType<RemoveOldKeysResult.StillNeeded>(await remove.RunAsync(Ct)).Count);

        Assert.Equal(new KeysRotated(id, 1, 0), await new RotateKeys([_rows], vault, ring).RunAsync(Ct));
        Assert.Contains("an hour old", (await Assert.ThrowsAsync<KeyRingException>(() => remove.RunAsync(Ct))).Message, StringComparison.Ordinal);
        _time.Advance(KeyFile.Settled);
        Assert.Equal([old], Assert.IsType<RemoveOldKeysResult.Removed>(await remove.RunAsync(Ct)).Ids);

        var after = File.Open();
        Assert.Equal([id], after.Ids);
        Assert.Equal("t", new TokenVault(after).Open(_rows.Token, Row).Reveal());
        Assert.Equal(media, after.DeriveMediaSecret());
        Assert.Empty(Assert.IsType<RemoveOldKeysResult.Removed>(await remove.RunAsync(Ct)).Ids);
        Assert.Equal(["keys.json"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Path.Combine(_folder, "keys.json")));
    }

    [Fact]
    public async Task A_row_of_an_unknown_form_keeps_the_old_keys()
    {
        var ring = File.Open();
        AddKey();
        _rows.Token = "sealed by a version that is not there yet";

        Assert.IsType<RemoveOldKeysResult.StillNeeded>(await new RemoveOldKeys([_rows], new KeySource.Own(File), ring).RunAsync(Ct));
    }

    [Fact]
    public async Task Keys_that_are_kept_elsewhere_are_not_ours_to_remove()
    {
        var source = new KeySource.Setting("a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", null);

        var result = await new RemoveOldKeys([_rows], source, source.Open()).RunAsync(Ct);

        Assert.Equal(new RemoveOldKeysResult.NotOurs("Secrets:MasterKey"), result);
    }

    [Fact]
    public void Keys_that_cannot_be_read_for_a_while_leave_a_running_server_with_those_it_has()
    {
        var running = new TokenVault(File.Open());
        var box = running.Seal(new Secret("t"), Row);
        System.IO.File.WriteAllText(Path.Combine(_folder, "keys.json"), "{ half");

        Assert.Equal("t", running.Open(running.SealAnew(box, Row), Row).Reveal());
    }

    private string AddKey()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var (id, added) = File.AddKey();
        Assert.True(added);
        return id;
    }

    private string? TryAdd()
    {
        try
        {
            return File.AddKey().Id;
        }
        catch (KeyRingException)
        {
            return null;
        }
    }

    private sealed class Sealed : ISealedStore
    {
        public string? Token { get; set; }

        public Task<IReadOnlyList<SealedToken>> ListTokensAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SealedToken>>(Token is null ? [] : [new SealedToken(Row, Token)]);

        public Task<bool> ReplaceTokenAsync(SealedToken old, string sealedToken, CancellationToken ct)
        {
            if (old.Token != Token) return Task.FromResult(false);
            Token = sealedToken;
            return Task.FromResult(true);
        }
    }
}
