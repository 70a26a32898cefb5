namespace Posthaste.Media.Hosting;

/// <summary>What a media store is opened with: a setting, or a file.</summary>
internal static class HostSecret
{
    /// <param name="value">The setting; empty for none.</param>
    /// <param name="path">The file; null for none. It wins.</param>
    /// <param name="setting">The key of the file's setting, for the message.</param>
    /// <exception cref="MediaHostException">The file cannot be read, or is empty.</exception>
    public static string Read(string value, string? path, string setting)
    {
        if (string.IsNullOrEmpty(path)) return value;
        try
        {
            return SecretFile.Read(path, setting);
        }
        catch (SecretFileException e)
        {
            throw new MediaHostException(e.What, e.Fix, e.Setting, e.InnerException);
        }
    }
}
