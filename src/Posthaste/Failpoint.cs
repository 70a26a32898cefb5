using System.Data.Common;
using System.Globalization;

namespace Posthaste;

/// <summary>Named places at which a test makes this process fail. Set from the environment at start as
/// <c>POSTHASTE_FAILPOINT=name[:nth[:action]]</c>; without it a place costs one comparison.</summary>
/// <remarks>Actions: <c>kill</c> as by kill -9 (the default), <c>throw</c> as by a bug, <c>lose</c> as where the database
/// has done it and its answer was lost, <c>hang</c> for ever, <c>freeze</c>
/// the whole process until it is told to continue.</remarks>
internal static class Failpoint
{
    private static readonly string? Wanted;
    private static readonly string Action = "kill";
    private static int _left;

    static Failpoint()
    {
        if (Environment.GetEnvironmentVariable("POSTHASTE_FAILPOINT") is not { Length: > 0 } setting) return;
        var parts = setting.Split(':');
        Wanted = parts[0];
        _left = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        if (parts.Length > 2) Action = parts[2];
    }

    /// <summary>Whether one is set: for places that must do something else in order to be one.</summary>
    public static bool IsSet => Wanted is not null;

    public static void Reach(string name)
    {
        if (Wanted is null || Wanted != name || Interlocked.Decrement(ref _left) != 0) return;
        Act(name);
    }

    /// <summary>A place whose name begins with what is being done there, so that none is put together in vain.</summary>
    public static void Reach(string what, string moment)
    {
        if (Wanted is not null) Reach(what + moment);
    }

    private static void Act(string name)
    {
        switch (Action)
        {
            case "kill":
                // As by kill -9: no handler runs, nothing is flushed.
                using (var self = System.Diagnostics.Process.GetCurrentProcess()) self.Kill();
                new ManualResetEventSlim().Wait();
                break;
            case "freeze":
                // Until somebody else lets it go on: every thread stands, every socket stays open.
                using (var stop = System.Diagnostics.Process.Start("kill", ["-STOP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])) stop.WaitForExit();
                break;
            case "throw":
                throw new InvalidOperationException($"The failpoint {name} was reached.");
            case "lose":
                throw new LostAnswerException(name);
            case "hang":
                new ManualResetEventSlim().Wait();
                break;
            default:
                throw new InvalidOperationException($"POSTHASTE_FAILPOINT: the action {Action} is none of kill, freeze, throw, lose, hang.");
        }
    }

    private sealed class LostAnswerException(string name) : DbException($"The failpoint {name} was reached: the database's answer is lost.");
}
