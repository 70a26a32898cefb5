using System.Text.Json;

namespace Posthaste.Channels;

/// <summary>The keys in the data folder, readable by their owner only. Made at the first start; losing it means that
/// every account must be connected again.</summary>
public sealed class KeyFile(string dataFolder, TimeProvider time)
{
    /// <summary>A key must have been the newest for so long before older ones go: until then a sign-in that was begun with an older one may still be under way.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    /// <summary>Its name in the data folder.</summary>
    public const string FileName = "keys.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = PathIn(dataFolder);

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, FileName);

    /// <summary>Reads the keys, or makes the first one. The ring reads them again when it meets a key that it does not know.</summary>
    /// <exception cref="KeyRingException">The file cannot be read as keys.</exception>
    public KeyRing Open()
    {
        if (!File.Exists(_path)) Create();
        return ToRing(Read());
    }

    /// <summary>Adds a new key, with which everything is sealed from now on. Where an earlier change was not brought to its end, its key is used:
    /// the file has more than one until <see cref="RemoveOld"/>.</summary>
    /// <returns>The id of the newest key, and whether it was added.</returns>
    /// <exception cref="KeyRingException">The file cannot be read as keys, or another process is changing it.</exception>
    public (string Id, bool Added) AddKey()
    {
        if (!File.Exists(_path)) Create();
        using var claim = Claim();
        var keys = Read();
        if (keys.Keys.Count > 1) return (keys.Keys[^1].Id, false);
        var now = time.GetUtcNow();
        var added = KeyRing.NewKey(now);
        // Its name is a second; where another key has it already, the next one does.
        for (var later = 1; keys.Keys.Any(key => key.Id == added.Id); later++) added = KeyRing.NewKey(now.AddSeconds(later));
        // The secret of the media addresses comes from the first key, and stays when that goes: networks were given addresses that it signed.
        var secret = keys.MediaSecret ?? Convert.ToBase64String(ToRing(keys).DeriveMediaSecret());
        Write(new KeysRow([.. keys.Keys, new KeyRow(added.Id, Convert.ToBase64String(added.Bytes), now)], secret), overwrite: true);
        return (added.Id, true);
    }

    /// <summary>Leaves the newest key only. Whether anything needs the others must be known before.</summary>
    /// <param name="newest">What the caller believes to be the newest: another process may have changed the file.</param>
    /// <returns>The ids of those that went.</returns>
    /// <exception cref="KeyRingException">The file cannot be read as keys, another process is changing it, or the newest is another or too young.</exception>
    public IReadOnlyList<string> RemoveOld(string newest)
    {
        using var claim = Claim();
        var keys = Read();
        if (keys.Keys[^1].Id != newest) throw new KeyRingException("another process changed them meanwhile; try again");
        if (SettlesAt(keys) is { } at && at > time.GetUtcNow())
            throw new KeyRingException($"the newest is not an hour old, and a sign-in under way may need an older one; older ones can be removed from {at:yyyy-MM-dd HH:mm} UTC on");
        Write(keys with { Keys = [keys.Keys[^1]] }, overwrite: true);
        return [.. keys.Keys[..^1].Select(key => key.Id)];
    }

    private static DateTimeOffset? SettlesAt(KeysRow keys) => keys.Keys[^1].Added + Settled;

    private void Create()
    {
        Directory.CreateDirectory(dataFolder);
        var now = time.GetUtcNow();
        var key = KeyRing.NewKey(now);
        try
        {
            Write(new KeysRow([new KeyRow(key.Id, Convert.ToBase64String(key.Bytes), now)], null), overwrite: false);
        }
        catch (IOException) when (File.Exists(_path))
        {
            // Another process was quicker: its keys count.
        }
    }

    // Two that add a key at once would each write a file without the other's, and what was sealed with that could never be opened again.
    private FileStream Claim()
    {
        try
        {
            return new FileStream($"{_path}.lock", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        }
        catch (IOException e)
        {
            throw new KeyRingException("another process is changing them; try again", e);
        }
    }

    private KeysRow Read()
    {
        try
        {
            return JsonSerializer.Deserialize<KeysRow>(File.ReadAllText(_path), Json) is { Keys.Count: > 0 } keys ? keys : throw new KeyRingException($"{_path} is empty");
        }
        catch (JsonException e)
        {
            throw new KeyRingException($"{_path} is not the file this program wrote", e);
        }
    }

    // Beside it and then renamed: a crash leaves the old file or the new one, never half of one.
    private void Write(KeysRow keys, bool overwrite)
    {
        var draft = $"{_path}.{Environment.ProcessId}.new";
        using (var file = SecretFile.Create(draft))
        {
            JsonSerializer.Serialize(file, keys, Json);
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, _path, overwrite);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private KeyRing ToRing(KeysRow keys)
    {
        try
        {
            return new KeyRing(
                [.. keys.Keys.Select(key => new RingKey(key.Id, Convert.FromBase64String(key.Key)))],
                mediaSecret: keys.MediaSecret is { } secret ? Convert.FromBase64String(secret) : null,
                readAgain: () => ToRing(Read()));
        }
        catch (FormatException e)
        {
            throw new KeyRingException("a key in keys.json is not base64", e);
        }
    }

    private sealed record KeysRow(List<KeyRow> Keys, string? MediaSecret)
    {
        public override string ToString() => "(secret)";
    }

    private sealed record KeyRow(string Id, string Key, DateTimeOffset? Added)
    {
        public override string ToString() => $"{Id} (secret)";
    }
}
