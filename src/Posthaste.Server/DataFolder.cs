namespace Posthaste.Server;

/// <summary>Setting <c>DataDir</c>: where the database file, the library and the keys lie. Default <c>./data</c>.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record DataFolder(string Path)
{
    public const string Key = "DataDir";
    public const string Default = "data";

    public static DataFolder From(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(configuration[Key] is { Length: > 0 } path ? path : Default));

    /// <summary>Room left for this server on the disk that it lies on.</summary>
    /// <returns>Null where that cannot be told.</returns>
    public long? FreeBytes()
    {
        try
        {
            return new DriveInfo(Path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
