using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Posthaste.Tests.PowerLoss;

/// <summary>Stands between SQLite and its files: sees every write, truncation and sync of the files in watched folders, in order. It
/// takes the place of the system's own methods in each file that SQLite opens there; everything else is left as it is.</summary>
/// <remarks>https://www.sqlite.org/c3ref/vfs.html and .../io_methods.html, read 2026-11-21: the offsets are those of 64-bit machines.</remarks>
internal static class WatchedDisk
{
    private const string Sqlite = "libsqlite3.so.0";
    private const int VfsSize = 168, MethodsSize = 152;
    private const int VfsNext = 16, VfsName = 24, VfsOpen = 40, VfsDelete = 48;
    private const int Close = 8, Write = 24, Truncate = 32, Sync = 40;

    private static readonly Lock Gate = new();
    private static readonly ConcurrentDictionary<string, DiskLog> Watched = new();
    private static readonly ConcurrentDictionary<IntPtr, OpenFile> Open = new();

    // SQLite keeps pointers to them for as long as the process lives.
    private static readonly OpenCall OwnOpen = OpenFileOf;
    private static readonly DeleteCall OwnDelete = DeleteFile;
    private static readonly CloseCall OwnClose = CloseFile;
    private static readonly WriteCall OwnWrite = WriteFile;
    private static readonly TruncateCall OwnTruncate = TruncateFile;
    private static readonly SyncCall OwnSync = SyncFile;

    private static IntPtr _system;
    private static OpenCall _systemOpen = null!;
    private static DeleteCall _systemDelete = null!;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OpenCall(IntPtr vfs, IntPtr name, IntPtr file, int flags, IntPtr outFlags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int DeleteCall(IntPtr vfs, IntPtr name, int syncFolder);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int CloseCall(IntPtr file);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int WriteCall(IntPtr file, IntPtr bytes, int count, long offset);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int TruncateCall(IntPtr file, long size);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SyncCall(IntPtr file, int flags);

    /// <summary>The system's SQLite is there and loaded; the bundled one cannot be watched.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.Is64BitProcess && NativeLibrary.TryLoad(Sqlite, out _);

    /// <summary>From now on files of this folder that SQLite opens are seen.</summary>
    public static DiskLog Watch(string folder)
    {
        var log = new DiskLog();
        Watched[folder] = log;
        lock (Gate)
        {
            if (_system == IntPtr.Zero) Register();
        }
        return log;
    }

    public static void Forget(string folder) => Watched.TryRemove(folder, out _);

    private static void Register()
    {
        _system = FindVfs(null);
        _systemOpen = Marshal.GetDelegateForFunctionPointer<OpenCall>(Marshal.ReadIntPtr(_system, VfsOpen));
        _systemDelete = Marshal.GetDelegateForFunctionPointer<DeleteCall>(Marshal.ReadIntPtr(_system, VfsDelete));
        var own = Copy(_system, VfsSize);
        Marshal.WriteIntPtr(own, VfsNext, IntPtr.Zero);
        Marshal.WriteIntPtr(own, VfsName, Marshal.StringToCoTaskMemUTF8("watched"));
        Marshal.WriteIntPtr(own, VfsOpen, Marshal.GetFunctionPointerForDelegate(OwnOpen));
        Marshal.WriteIntPtr(own, VfsDelete, Marshal.GetFunctionPointerForDelegate(OwnDelete));
        Assert.Equal(0, RegisterVfs(own, makeDefault: 1));
    }

    private static DiskLog? LogOf(string? path) => path is not null && Path.GetDirectoryName(path) is { } folder && Watched.TryGetValue(folder, out var log) ? log : null;

    private static int OpenFileOf(IntPtr vfs, IntPtr name, IntPtr file, int flags, IntPtr outFlags)
    {
        var result = _systemOpen(_system, name, file, flags, outFlags);
        var path = Marshal.PtrToStringUTF8(name);
        if (result != 0 || LogOf(path) is not { } log) return result;
        var system = Marshal.ReadIntPtr(file);
        var own = Copy(system, MethodsSize);
        Marshal.WriteIntPtr(own, Close, Marshal.GetFunctionPointerForDelegate(OwnClose));
        Marshal.WriteIntPtr(own, Write, Marshal.GetFunctionPointerForDelegate(OwnWrite));
        Marshal.WriteIntPtr(own, Truncate, Marshal.GetFunctionPointerForDelegate(OwnTruncate));
        Marshal.WriteIntPtr(own, Sync, Marshal.GetFunctionPointerForDelegate(OwnSync));
        Open[file] = new OpenFile(Path.GetFileName(path)!, log,
            Marshal.GetDelegateForFunctionPointer<CloseCall>(Marshal.ReadIntPtr(system, Close)),
            Marshal.GetDelegateForFunctionPointer<WriteCall>(Marshal.ReadIntPtr(system, Write)),
            Marshal.GetDelegateForFunctionPointer<TruncateCall>(Marshal.ReadIntPtr(system, Truncate)),
            Marshal.GetDelegateForFunctionPointer<SyncCall>(Marshal.ReadIntPtr(system, Sync)));
        Marshal.WriteIntPtr(file, own);
        return result;
    }

    private static int DeleteFile(IntPtr vfs, IntPtr name, int syncFolder)
    {
        var path = Marshal.PtrToStringUTF8(name);
        return LogOf(path) is not { } log
            ? _systemDelete(_system, name, syncFolder)
            : log.Add(() => _systemDelete(_system, name, syncFolder), () => new DiskEvent.Removed(Path.GetFileName(path)!));
    }

    private static int CloseFile(IntPtr file) => Open.TryRemove(file, out var open) ? open.Close(file) : throw new InvalidOperationException();

    private static int WriteFile(IntPtr file, IntPtr bytes, int count, long offset)
    {
        var open = Open[file];
        return open.Log.Add(() => open.Write(file, bytes, count, offset), () =>
        {
            var copy = new byte[count];
            Marshal.Copy(bytes, copy, 0, count);
            return new DiskEvent.Written(open.Name, offset, copy);
        });
    }

    private static int TruncateFile(IntPtr file, long size)
    {
        var open = Open[file];
        return open.Log.Add(() => open.Truncate(file, size), () => new DiskEvent.Cut(open.Name, size));
    }

    private static int SyncFile(IntPtr file, int flags)
    {
        var open = Open[file];
        // Noted when it has returned: what was written meanwhile is not covered by it, and is held back by the log's lock.
        return open.Log.Add(() => open.Sync(file, flags), () => new DiskEvent.Synced(open.Name));
    }

    private static IntPtr Copy(IntPtr from, int size)
    {
        var bytes = new byte[size];
        Marshal.Copy(from, bytes, 0, size);
        var copy = Marshal.AllocHGlobal(size);
        Marshal.Copy(bytes, 0, copy, size);
        return copy;
    }

    [DllImport(Sqlite, EntryPoint = "sqlite3_vfs_find", CallingConvention = CallingConvention.Cdecl)]
    private static extern IntPtr FindVfs([MarshalAs(UnmanagedType.LPUTF8Str)] string? name);

    [DllImport(Sqlite, EntryPoint = "sqlite3_vfs_register", CallingConvention = CallingConvention.Cdecl)]
    private static extern int RegisterVfs(IntPtr vfs, int makeDefault);

    private sealed record OpenFile(string Name, DiskLog Log, CloseCall Close, WriteCall Write, TruncateCall Truncate, SyncCall Sync);
}
