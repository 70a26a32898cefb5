using System.Reflection;
using System.Runtime.InteropServices;

namespace Posthaste.Storage.Sqlite;

/// <summary>Chooses which SQLite is loaded: the system's where there is one, else the bundled one.</summary>
internal static class SqliteLibrary
{
    private static readonly Lock Gate = new();
    private static bool _loaded;

    public static void Load()
    {
        lock (Gate)
        {
            if (_loaded) return;
            // The bundled 3.35 sleeps whole seconds when the file is busy; Debian's 3.40 does not.
            NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
            SQLitePCL.Batteries_V2.Init();
            _loaded = true;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var system) ? system : IntPtr.Zero;
}
