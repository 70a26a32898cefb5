using System.Runtime.InteropServices;

namespace Posthaste;

/// <summary>The system's time, with timestamps from the clock that also runs while the machine is suspended. The usual
/// one stands still then, and a server that wakes up would believe that its lease has hardly aged.</summary>
public sealed partial class BootTime : TimeProvider
{
    private const int ClockBootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>This machine's: with the boot-time clock where there is one (Linux).</summary>
    public static TimeProvider ForThisMachine { get; } = OperatingSystem.IsLinux() ? new BootTime() : System;

    private BootTime() { }

    public override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp() => GetTime(ClockBootTime, out var time) == 0
        ? time.Seconds * NanosecondsPerSecond + time.Nanoseconds
        : throw new InvalidOperationException("The boot-time clock cannot be read.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
