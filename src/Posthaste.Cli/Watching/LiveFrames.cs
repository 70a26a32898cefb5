using System.Text;
using System.Text.Json;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Watching;

/// <summary>What the server says over its live connection.</summary>
internal enum LiveSaid
{
    /// <summary>It took the handshake.</summary>
    Open,

    /// <summary>Something changed, or nobody knows what did.</summary>
    Changed,

    Ping,

    /// <summary>It ends the connection.</summary>
    Closes,

    /// <summary>What a later server may say.</summary>
    Unknown,
}

/// <summary>SignalR's JSON protocol, as far as it takes to listen: messages that end with a byte of their own, of which several may come at once, or parts.</summary>
internal sealed class LiveFrames
{
    private const char End = '\x1e';

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _rest = new();

    public static ReadOnlyMemory<byte> Handshake { get; } = Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}" + End);

    public static ReadOnlyMemory<byte> Ping { get; } = Encoding.UTF8.GetBytes("{\"type\":6}" + End);

    /// <summary>Takes bytes as they arrive.</summary>
    /// <returns>The messages that are whole with them.</returns>
    public IReadOnlyList<LiveSaid> Take(ReadOnlySpan<byte> bytes)
    {
        var text = new char[_decoder.GetCharCount(bytes, flush: false)];
        _decoder.GetChars(bytes, text, flush: false);
        _rest.Append(text);
        var all = _rest.ToString();
        var end = all.LastIndexOf(End);
        if (end < 0) return [];
        _rest.Clear().Append(all[(end + 1)..]);
        return [.. all[..end].Split(End, StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static LiveSaid Read(string message)
    {
        JsonElement said;
        try
        {
            said = JsonElement.Parse(message);
        }
        catch (JsonException)
        {
            return LiveSaid.Unknown;
        }
        return said.Number("type") switch
        {
            // The answer to the handshake is the one that has no type.
            null => said.Text("error") is null ? LiveSaid.Open : LiveSaid.Closes,
            1 => said.Text("target") == "changed" ? LiveSaid.Changed : LiveSaid.Unknown,
            6 => LiveSaid.Ping,
            7 => LiveSaid.Closes,
            _ => LiveSaid.Unknown,
        };
    }
}
