namespace Posthaste.Channels;

/// <summary>Where the master keys come from.</summary>
public abstract record KeySource
{
    /// <summary>The name of the systemd credential (<c>LoadCredential=posthaste-master-key:/etc/…</c>).</summary>
    public const string Credential = "posthaste-master-key";

    private KeySource() { }

    /// <summary>What a person calls it.</summary>
    public abstract string Name { get; }

    /// <exception cref="KeyRingException">The keys cannot be used.</exception>
    public abstract KeyRing Open();

    /// <summary>The setting, the file that one names, the credential, and else our own file in the data folder.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="credentialsFolder">What systemd calls <c>$CREDENTIALS_DIRECTORY</c>; null for none.</param>
    /// <param name="dataFolder">Where our own file is.</param>
    /// <param name="time">Dates the keys that we make.</param>
    /// <exception cref="KeyRingException">The settings name two sources.</exception>
    public static KeySource From(SecretsOptions options, string? credentialsFolder, string dataFolder, TimeProvider time)
    {
        var (key, file, sealWith) = (Given(options.MasterKey), Given(options.MasterKeyFile), Given(options.SealWith));
        if (key is not null && file is not null) throw new KeyRingException("both Secrets:MasterKey and Secrets:MasterKeyFile are set; take one away");
        if (key is not null) return new Setting(key, sealWith);
        if (file is not null) return new Listed(file, sealWith);
        if (Given(credentialsFolder) is { } folder && Path.Combine(folder, Credential) is var path && File.Exists(path)) return new Loaded(path, sealWith);
        return sealWith is null ? new Own(new KeyFile(dataFolder, time)) : throw new KeyRingException("Secrets:SealWith is for Secrets:MasterKey and its file; keys.json seals with its newest");
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary><c>Secrets:MasterKey</c>, which a process gets once.</summary>
    public sealed record Setting(string Text, string? SealWith) : KeySource
    {
        public override string Name => "Secrets:MasterKey";

        public override KeyRing Open() => KeyRing.Parse(Text, SealWith);

        public override string ToString() => Name;
    }

    /// <summary>The file that <c>Secrets:MasterKeyFile</c> names, which can change while the process runs.</summary>
    public sealed record Listed(string Path, string? SealWith) : KeySource
    {
        public override string Name => "Secrets:MasterKeyFile";

        public override KeyRing Open() => ReadRing(Path, Name, SealWith, ownerOnly: true, Open);
    }

    /// <summary>A systemd credential. A service gets it when it starts, and it is open to nobody else, whatever its mode says.</summary>
    public sealed record Loaded(string Path, string? SealWith) : KeySource
    {
        public override string Name => $"the credential {Credential}";

        public override KeyRing Open() => ReadRing(Path, Name, SealWith, ownerOnly: false, readAgain: null);
    }

    /// <summary><c>keys.json</c> in the data folder.</summary>
    public sealed record Own(KeyFile File) : KeySource
    {
        public override string Name => KeyFile.FileName;

        public override KeyRing Open() => File.Open();
    }

    private static KeyRing ReadRing(string path, string name, string? sealWith, bool ownerOnly, Func<KeyRing>? readAgain)
    {
        try
        {
            return KeyRing.Parse(SecretFile.Read(path, name, ownerOnly), sealWith, readAgain);
        }
        catch (SecretFileException e)
        {
            throw new KeyRingException(e.Message, e);
        }
    }
}
