namespace Posthaste.Workspaces;

/// <summary>Says whose key this is.</summary>
public sealed class AuthenticateKey(IApiKeyStore keys, TimeProvider time)
{
    private const int MaxLength = 512;

    /// <summary>Looks the key up by its hash: how long that takes says nothing about the text of any key.</summary>
    /// <returns>Null where it is no key, is revoked, or has expired.</returns>
    public async Task<ApiKey?> RunAsync(string? presented, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(presented) || presented.Length > MaxLength) return null;
        return await keys.FindByHashAsync(ApiKeyText.Hash(presented), ct) is { RevokedAt: null } key && (key.ExpiresAt is not { } end || time.GetUtcNow() < end) ? key : null;
    }
}
