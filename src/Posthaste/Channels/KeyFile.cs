using System.Text.Json;

namespace Posthaste.Channels;

/// <summary>The keys in the data folder, readable by their owner only. Made at the first start; losing it means that
/// every account must be connected again.</summary>
public sealed class KeyFile(string dataFolder, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = Path.Combine(dataFolder, "keys.json");

    /// <summary>Reads the keys, or makes the first one.</summary>
    /// <exception cref="KeyRingException">The file cannot be read as keys.</exception>
    public KeyRing Open()
    {
        if (!File.Exists(_path)) Create();
        return ToRing(Read());
    }

    /// <summary>Adds a new key, which encrypts from the next start on. <see cref="RotateKeys"/> then moves the tokens to it.</summary>
    public KeyRing AddKey()
    {
        var keys = Read();
        var added = KeyRing.NewKey(time.GetUtcNow());
        if (keys.Any(key => key.Id == added.Id)) throw new KeyRingException("a key was added a second ago already");
        keys.Add(new KeyRow(added.Id, Convert.ToBase64String(added.Bytes)));
        Write(keys, overwrite: true);
        return ToRing(keys);
    }

    private void Create()
    {
        Directory.CreateDirectory(dataFolder);
        var key = KeyRing.NewKey(time.GetUtcNow());
        try
        {
            Write([new KeyRow(key.Id, Convert.ToBase64String(key.Bytes))], overwrite: false);
        }
        catch (IOException) when (File.Exists(_path))
        {
            // Another process was quicker: its keys count.
        }
    }

    private List<KeyRow> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<KeysRow>(File.ReadAllText(_path), Json)?.Keys ?? throw new KeyRingException($"{_path} is empty");
        }
        catch (JsonException e)
        {
            throw new KeyRingException($"{_path} is not the file this program wrote", e);
        }
    }

    // Beside it and then renamed: a crash leaves the old file or the new one, never half of one.
    private void Write(List<KeyRow> keys, bool overwrite)
    {
        var draft = $"{_path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, new KeysRow(keys), Json);
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

    private static KeyRing ToRing(List<KeyRow> keys)
    {
        try
        {
            return new KeyRing([.. keys.Select(key => new RingKey(key.Id, Convert.FromBase64String(key.Key)))]);
        }
        catch (FormatException e)
        {
            throw new KeyRingException("a key in keys.json is not base64", e);
        }
    }

    private sealed record KeysRow(List<KeyRow> Keys);

    private sealed record KeyRow(string Id, string Key)
    {
        public override string ToString() => $"{Id} (secret)";
    }
}
