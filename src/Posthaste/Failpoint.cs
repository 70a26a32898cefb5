using System.Data.Common;
using System.Globalization;

namespace Posthaste;

/// <summary>Named places at which a test makes this process fail. Set from the environment at start as
/// <c>POSTHASTE_FAILPOINT=name[:nth[:action]]</c>, or <c>@file</c> for a file that says so and may change; without it a place costs
/// one comparison.</summary>
/// <remarks>Actions: <c>kill</c> as by kill -9 (the default), <c>throw</c> as by a bug, <c>lose</c> as where the database
/// has done it and its answer was lost, <c>hang</c> for ever, <c>freeze</c>
/// the whole process until it is told to continue.</remarks>
internal static class Failpoint
{
    private static readonly bool Set;
    private static readonly string? File;
    private static readonly Lock Gate = new();
    private static string _setting = "";
    private static string[] _parts = [""];
    private static int _left;

    static Failpoint()
    {
        var setting = Environment.GetEnvironmentVariable("POSTHASTE_FAILPOINT") ?? "";
        Set = setting.Length > 0;
        if (setting.StartsWith('@')) File = setting[1..];
        else Read(setting);
    }

    /// <summary>Whether one may be set: for places that must do something else in order to be one.</summary>
    public static bool IsSet => Set;

    public static void Reach(string name)
    {
        if (!Set || !IsUp(name)) return;
        Act(name, _parts.Length > 2 ? _parts[2] : "kill");
    }

    /// <summary>A place whose name begins with what is being done there, so that none is put together in vain.</summary>
    public static void Reach(string what, string moment)
    {
        if (Set) Reach(what + moment);
    }

    private static bool IsUp(string name)
    {
        lock (Gate)
        {
            if (File is not null && System.IO.File.ReadAllText(File) is var now && now != _setting) Read(now);
            return _parts[0] == name && --_left == 0;
        }
    }

    private static void Read(string setting)
    {
        (_setting, _parts) = (setting, setting.Split(':'));
        _left = _parts.Length > 1 ? int.Parse(_parts[1], CultureInfo.InvariantCulture) : 1;
    }

    private static void Act(string name, string action)
    {
        switch (action)
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
                throw new InvalidOperationException($"POSTHASTE_FAILPOINT: the action {action} is none of kill, freeze, throw, lose, hang.");
        }
    }

    private sealed class LostAnswerException(string name) : DbException($"The failpoint {name} was reached: the database's answer is lost.");
}
