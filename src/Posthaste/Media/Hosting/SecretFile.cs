namespace Posthaste.Media.Hosting;

/// <summary>A secret that is given as a setting, or as a file that holds nothing else (a mounted secret, a systemd credential).</summary>
internal static class SecretFile
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
            return File.ReadAllText(path).Trim() is { Length: > 0 } text
                ? text
                : throw new MediaHostException($"The file that {setting} names is empty.", $"Put the secret into it, or correct {setting}.", setting);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaHostException($"The file that {setting} names cannot be read.", $"Let the server read it, or correct {setting}.", setting, e);
        }
    }
}
