using System.Text;

namespace Posthaste.Jobs.Generations;

/// <summary>The side file: a node's <see cref="GenerationNote"/> in the data folder. Each node that runs on the folder has one of its
/// own, held through an operating-system lock that ends with the process.</summary>
internal sealed class GenerationFile : IDisposable
{
    /// <summary>More nodes than that do not share one data folder.</summary>
    private const int MaxNodes = 64;

    /// <summary>Between the clock that a note is dated by and the disk's.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(20);

    private readonly FileStream _file;

    private GenerationFile(FileStream file, IReadOnlyList<GenerationNote> found, bool isShared, bool isCopy) => (_file, Found, IsShared, IsCopy) = (file, found, isShared, isCopy);

    /// <summary>What nodes left here that do not run any more; empty where nobody did, or nothing of it can be read.</summary>
    public IReadOnlyList<GenerationNote> Found { get; }

    /// <summary>Other nodes run on this folder at this moment.</summary>
    public bool IsShared { get; }

    /// <summary>What was found was put there after it had been written: the folder is a copy, or was restored as a whole.</summary>
    public bool IsCopy { get; }

    /// <exception cref="IOException">The folder cannot be written, or too many nodes run on it.</exception>
    public static GenerationFile Open(string folder)
    {
        Directory.CreateDirectory(folder);
        FileStream? own = null;
        var notes = new List<GenerationNote>();
        var (isShared, isCopy) = (false, false);
        for (var number = 1; number <= MaxNodes; number++)
        {
            var path = Path.Combine(folder, $"generation-{number}");
            var exists = File.Exists(path);
            if (!exists && own is not null) break;
            // In use: that node lives, and looks after itself.
            if (TryOpen(path) is not { } file)
            {
                isShared = true;
                continue;
            }
            if (exists && Read(file) is { } note)
            {
                notes.Add(note);
                // The time of a file's last change is the kernel's own: whoever copies a file cannot keep the old one.
                isCopy |= note.WrittenAt is { } written && FileChange.TimeOf(path) > written + Tolerated;
            }
            if (own is null) own = file;
            else file.Dispose();
        }
        return own is null ? throw new IOException($"More than {MaxNodes} servers use {folder}.") : new GenerationFile(own, notes, isShared, isCopy);
    }

    /// <summary>Writes without waiting for the disk: what this protects against is an older copy of the database, not the loss of
    /// power (after which the database itself has all that was committed). What was written outlives the process at once.</summary>
    public void Write(GenerationNote note) => RandomAccess.Write(_file.SafeFileHandle, Encoding.ASCII.GetBytes(note.ToText()), 0);

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static GenerationNote? Read(FileStream file)
    {
        Span<byte> bytes = stackalloc byte[GenerationNote.Length];
        var count = RandomAccess.Read(file.SafeFileHandle, bytes, 0);
        return GenerationNote.Read(Encoding.ASCII.GetString(bytes[..count]));
    }
}
