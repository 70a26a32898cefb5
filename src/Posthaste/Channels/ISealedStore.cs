namespace Posthaste.Channels;

/// <summary>Rows with something in them that the vault sealed, so that <see cref="RotateKeys"/> reaches all of them.</summary>
public interface ISealedStore
{
    /// <summary>Everything sealed, each with the id that it is bound to.</summary>
    Task<IReadOnlyList<SealedToken>> ListTokensAsync(CancellationToken ct);

    /// <returns>False where it is no longer <paramref name="old"/>: nothing was changed.</returns>
    Task<bool> ReplaceTokenAsync(SealedToken old, string sealedToken, CancellationToken ct);
}
