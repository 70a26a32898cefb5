using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Posthaste.Media.Files;

/// <summary>Makes a rename last through a power cut. .NET opens no folders, so this asks the C library.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a folder and those above it, up to and including <paramref name="root"/>: a new subfolder is a
    /// change of its parent.</summary>
    public static void Flush(string folder, string root)
    {
        // Windows writes names through its journal and has no such call.
        if (OperatingSystem.IsWindows()) return;
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            FlushOne(at);
            if (at == root) return;
        }
    }

    private static void FlushOne(string folder)
    {
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"The folder '{folder}' could not be opened.", new Win32Exception());
        // Some network file systems refuse to flush folders; they have their own idea of durability.
        _ = Flush(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
