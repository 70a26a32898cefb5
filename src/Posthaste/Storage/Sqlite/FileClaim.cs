using System.Globalization;

namespace Posthaste.Storage.Sqlite;

/// <summary>The right to write a SQLite file, held through an operating-system lock on a file beside it. It ends with
/// the process, however that ends.</summary>
internal sealed class FileClaim : IDisposable
{
    private readonly FileStream _file;

    private FileClaim(FileStream file) => _file = file;

    /// <exception cref="DatabaseInUseException">Another process holds it.</exception>
    public static FileClaim Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new FileClaim(file);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new DatabaseInUseException(databasePath);
        }
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>A second server on the same SQLite file is refused: two engines on one file could publish twice.</summary>
public sealed class DatabaseInUseException(string path) : Exception(
    $"Another Posthaste server is using {path}. Stop it first, give this one another DataDir, or use PostgreSQL (Storage:Provider=postgres) to run several.");
