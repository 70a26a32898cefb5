using System.Security.Cryptography;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Names of records that sort by time (TID of the AT Protocol): 53 bits of microseconds and 10 of chance, as 13 letters.</summary>
/// <remarks>atproto.com/specs/tid, read 2026-11-22.</remarks>
internal static class Tid
{
    private const string Letters = "234567abcdefghijklmnopqrstuvwxyz";
    private const int Length = 13;

    public static string Of(long microseconds, int chance)
    {
        var bits = (microseconds << 10) | (uint)(chance & 0x3FF);
        return string.Create(Length, bits, (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest >>= 5) text[i] = Letters[(int)(rest & 31)];
        });
    }

    /// <returns>Null for a name of another kind.</returns>
    public static DateTimeOffset? TimeOf(string name)
    {
        if (name.Length != Length) return null;
        long bits = 0;
        foreach (var letter in name)
        {
            if (Letters.IndexOf(letter) is var digit && digit < 0) return null;
            bits = (bits << 5) | (uint)digit;
        }
        // The first bit is always 0.
        return bits < 0 ? null : DateTimeOffset.UnixEpoch.AddMicroseconds(bits >> 10);
    }
}

/// <summary>Makes names of records, none twice in this process.</summary>
internal sealed class TidClock(TimeProvider time)
{
    private readonly int _chance = RandomNumberGenerator.GetInt32(1 << 10);
    private readonly Lock _gate = new();
    private long _last;

    public string Next()
    {
        lock (_gate)
        {
            _last = Math.Max(_last + 1, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            return Tid.Of(_last, _chance);
        }
    }
}
