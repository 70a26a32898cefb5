using System.Buffers.Binary;

namespace Posthaste.Bench.Engine;

/// <summary>Ids that can be counted: a kind, then a number. In order, as UUIDs of version 7 are.</summary>
internal static class BenchIds
{
    public const byte Workspace = 1;
    public const byte Channel = 2;
    public const byte Post = 3;
    public const byte Job = 4;

    public static Guid Of(byte kind, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The same in the SQL of PostgreSQL.</summary>
    public static string Sql(byte kind, string number) => $"CAST('{kind:x2}00000000000000' || lpad(to_hex({number}), 16, '0') AS uuid)";
}
