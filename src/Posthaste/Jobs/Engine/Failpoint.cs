using System.Globalization;

namespace Posthaste.Jobs.Engine;

/// <summary>Named places at which a test can have the process killed. Set from the environment at start as
/// <c>POSTHASTE_FAILPOINT=name</c> or <c>name:nth</c>; without it a place costs one comparison.</summary>
internal static class Failpoint
{
    private static readonly string? Wanted;
    private static int _left;

    static Failpoint()
    {
        if (Environment.GetEnvironmentVariable("POSTHASTE_FAILPOINT") is not { Length: > 0 } setting) return;
        var parts = setting.Split(':');
        Wanted = parts[0];
        _left = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
    }

    public static void Reach(string name)
    {
        if (Wanted is null || Wanted != name || Interlocked.Decrement(ref _left) != 0) return;
        // As by kill -9: no handler runs, nothing is flushed.
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
        new ManualResetEventSlim().Wait();
    }
}
