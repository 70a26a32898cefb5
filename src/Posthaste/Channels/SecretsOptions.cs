namespace Posthaste.Channels;

/// <summary>Section <c>Secrets</c>. Given through the environment (<c>Posthaste__Secrets__MasterKey</c>) or a file of its own, not in a file
/// beside the database it protects.</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>A comma list of <c>id:base64</c>, oldest first; each key has 32 bytes. Null: another source, see <see cref="KeySource"/>.
    /// Several nodes must share the same keys.</summary>
    public string? MasterKey { get; init; }

    /// <summary>A file with that list, which only its owner may read. Read again when a key is met that was not in it.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>The id of the key that seals; null for the newest. So that all of several nodes know a new key before one of them seals with it.</summary>
    public string? SealWith { get; init; }
}
