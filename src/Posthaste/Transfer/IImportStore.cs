namespace Posthaste.Transfer;

/// <summary>What imports ask of the store. Every implementation passes <c>ImportStoreContract</c>.</summary>
internal interface IImportStore
{
    /// <summary>Items of the library with this name, whatever its case (of ASCII letters); two at the most, since more than one is not clear anyway.</summary>
    Task<IReadOnlyList<Guid>> FindMediaByNameAsync(Guid workspaceId, string fileName, CancellationToken ct);

    /// <summary>The post that was made of a row.</summary>
    /// <returns>Null where none was, or it was deleted since.</returns>
    Task<Guid?> FindPostAsync(Guid workspaceId, string rowKey, CancellationToken ct);

    /// <summary>Writes down that a post was made of a row; in its transaction.</summary>
    /// <returns>False where a post that stands was made of it already: nothing was changed.</returns>
    Task<bool> AddRowAsync(Guid workspaceId, string rowKey, Guid postId, DateTimeOffset now, CancellationToken ct);
}
