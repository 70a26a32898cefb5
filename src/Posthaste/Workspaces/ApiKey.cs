using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Workspaces;

/// <summary>A key to the API, as it is on record. The key's text is nowhere: only its hash is kept.</summary>
public sealed record ApiKey
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who acts with it: shown in the event log, and compared by the approval policy.</summary>
    public required string Name { get; init; }

    /// <summary>The first characters, so that a person can tell keys apart.</summary>
    public required string Hint { get; init; }

    /// <summary>What may be done with it; everything where nobody said otherwise.</summary>
    public KeyScope Scope { get; init; } = KeyScope.Everything;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on it opens nothing; null where it does not end by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>From then on it opens nothing; null while it is good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>Rows of keys, found by the hash of their text.</summary>
public interface IApiKeyStore
{
    /// <returns>False where a key with this text, or a living one with this name, exists already: nothing was changed.</returns>
    Task<bool> AddAsync(ApiKey key, string hash, CancellationToken ct);

    /// <returns>Also a revoked one.</returns>
    Task<ApiKey?> FindByHashAsync(string hash, CancellationToken ct);

    /// <summary>Newest first, revoked ones too.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(Guid workspaceId, CancellationToken ct);

    /// <returns>False where there is no such key that is still good.</returns>
    Task<bool> RevokeAsync(Guid workspaceId, Guid keyId, DateTimeOffset at, CancellationToken ct);
}

/// <summary>The text of keys, and what is kept of it.</summary>
internal static class ApiKeyText
{
    public const string Prefix = "ph_";

    private const int HintLength = 7;

    /// <summary>32 random bytes: nobody finds one by trying, so the hash needs neither salt nor slowness.</summary>
    public static string New() => Prefix + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Hint(string text) => text.Length > 2 * HintLength ? text[..HintLength] + "…" : "…";
}
