namespace Posthaste.Server;

/// <summary>Setting <c>DataDir</c>: where the database file, the library and the keys lie. Default <c>./data</c>.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record DataFolder(string Path)
{
    public const string Key = "DataDir";
    public const string Default = "data";

    public static DataFolder From(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(configuration[Key] is { Length: > 0 } path ? path : Default));
}
