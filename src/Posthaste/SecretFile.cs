namespace Posthaste;

/// <summary>A secret in a file that holds nothing else: a mounted secret, or a systemd credential.</summary>
internal static class SecretFile
{
    /// <summary>What anybody but the owner may do.</summary>
    public const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What the owner may do with a file that holds secrets.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes one that its owner alone may use.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether there may be one already.</param>
    public static FileStream Create(string path, FileMode mode = FileMode.Create)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = 128 * 1024 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <param name="path">The file.</param>
    /// <param name="setting">The key of the setting that names it, for the message.</param>
    /// <param name="ownerOnly">Refuses a file that group or others may use. Not for what the system mounts with a mode of its own.</param>
    /// <returns>Without the space around it; never empty.</returns>
    /// <exception cref="SecretFileException">The file cannot be read, is empty, or is open to others.</exception>
    public static string Read(string path, string setting, bool ownerOnly = false)
    {
        try
        {
            if (ownerOnly && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
                throw new SecretFileException($"The file that {setting} names may be used by others than its owner.", $"Run `chmod 600 {path}`.", setting);
            return File.ReadAllText(path).Trim() is { Length: > 0 } text
                ? text
                : throw new SecretFileException($"The file that {setting} names is empty.", $"Put the secret into it, or correct {setting}.", setting);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretFileException($"The file that {setting} names cannot be read.", $"Let the server read it, or correct {setting}.", setting, e);
        }
    }
}

/// <summary>A file with a secret is of no use.</summary>
internal sealed class SecretFileException(string what, string fix, string setting, Exception? inner = null) : Exception($"{what} {fix}", inner)
{
    public string What { get; } = what;

    public string Fix { get; } = fix;

    public string Setting { get; } = setting;
}
