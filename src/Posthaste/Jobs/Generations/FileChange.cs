using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Posthaste.Jobs.Generations;

/// <summary>When a file was last changed in any way: its content, its name, its owner, or that it was made at all. Unlike the time of
/// the last write this one cannot be set.</summary>
internal static partial class FileChange
{
    private const int CurrentFolder = -100;
    private const uint WantsChange = 0x80;

    /// <summary>Of <c>struct statx</c>, the same on all machines.</summary>
    private const int Size = 256;

    private const int ChangedAt = 96;

    /// <returns>Null where the system does not tell.</returns>
    public static DateTimeOffset? TimeOf(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var stat = new byte[Size];
            return StatX(CurrentFolder, path, 0, WantsChange, stat) == 0
                ? DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(stat.AsSpan(ChangedAt)))
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, [Out] byte[] stat);
}
