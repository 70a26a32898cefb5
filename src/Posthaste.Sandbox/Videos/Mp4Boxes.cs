using System.Buffers.Binary;
using System.Text;

namespace Posthaste.Sandbox.Videos;

/// <summary>Walks over boxes lying side by side: four bytes of size, four letters of type, content.</summary>
internal ref struct Mp4Boxes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Four letters.</summary>
    public string Type { get; private set; } = "";

    /// <summary>What there is of it, when the file ends too early.</summary>
    public ReadOnlySpan<byte> Content { get; private set; } = [];

    /// <summary>True after a box that says it is longer than what is there.</summary>
    public bool IsCut { get; private set; }

    /// <returns>False at the end, and where no box can be read.</returns>
    public bool Next()
    {
        if (_rest.Length == 0) return false;
        if (_rest.Length < 8)
        {
            IsCut = true;
            return false;
        }
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(_rest);
        var header = 8;
        Type = Encoding.Latin1.GetString(_rest.Slice(4, 4));
        if (size == 1 && _rest.Length >= 16)
        {
            size = BinaryPrimitives.ReadUInt64BigEndian(_rest[8..]);
            header = 16;
        }
        else if (size == 0) size = (ulong)_rest.Length;
        if (size < (ulong)header)
        {
            IsCut = true;
            return false;
        }
        IsCut = size > (ulong)_rest.Length;
        var length = IsCut ? _rest.Length : (int)size;
        Content = _rest[header..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>The first box of a type among those lying in <paramref name="bytes"/>.</summary>
    /// <returns>Empty where there is none, which a box of any use never is.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> bytes, params ReadOnlySpan<string> path)
    {
        foreach (var type in path)
        {
            var boxes = new Mp4Boxes(bytes);
            bytes = [];
            while (boxes.Next())
            {
                if (boxes.Type != type) continue;
                bytes = boxes.Content;
                break;
            }
        }
        return bytes;
    }
}
