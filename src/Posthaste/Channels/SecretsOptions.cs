namespace Posthaste.Channels;

/// <summary>Section <c>Secrets</c>. Given through the environment (<c>Posthaste__Secrets__MasterKey</c>), not in a file
/// beside the database it protects.</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>A comma list of <c>id:base64</c>, oldest first; each key has 32 bytes. Null: <c>keys.json</c> in the data
    /// folder, made at the first start. Several nodes must share the same keys.</summary>
    public string? MasterKey { get; init; }

    /// <exception cref="KeyRingException">The keys cannot be used.</exception>
    public KeyRing OpenRing(string dataFolder, TimeProvider time) =>
        string.IsNullOrWhiteSpace(MasterKey) ? new KeyFile(dataFolder, time).Open() : KeyRing.Parse(MasterKey);
}
