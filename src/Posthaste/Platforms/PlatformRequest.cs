using System.Net.Http.Headers;
using System.Text;

namespace Posthaste.Platforms;

/// <summary>One request to a network.</summary>
internal sealed record PlatformRequest
{
    public required HttpMethod Method { get; init; }

    /// <summary>For whose account, where that is a channel: its bytes are counted there.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Its query is never logged; its path is, unless <see cref="LoggedPath"/> replaces it.</summary>
    public required Uri Address { get; init; }

    /// <summary>A person or another server named the host: it is gone to only where it is of the public web (<see cref="HostGuard"/>).</summary>
    public bool IsGuarded { get; init; }

    /// <summary>Asks whether anybody is there: a refusal is as good an answer as any, and is logged as one.</summary>
    public bool IsPing { get; init; }

    /// <summary>Null for a read. A request that is sent once must have one.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>Sent instead of <see cref="Body"/>: bytes too many to hold in memory.</summary>
    public FileBody? File { get; init; }

    /// <summary>Sent in the <c>Authorization</c> header, and nowhere else.</summary>
    public Secret? Token { get; init; }

    /// <summary>The word before the token in that header.</summary>
    public string TokenScheme { get; init; } = "Bearer";

    /// <summary>Further headers. Never secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the whole exchange may take; null for the default of <see cref="PlatformHttpOptions"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the log shows as path, for networks that want a token in it.</summary>
    public string? LoggedPath { get; init; }

    /// <summary>The answer's header that holds the network's id of the call; null where it has none.</summary>
    public string? TraceHeader { get; init; }
}

/// <summary>The body of a request, in memory.</summary>
internal sealed record RequestBody(string ContentType, ReadOnlyMemory<byte> Bytes)
{
    public static RequestBody Json(string json) => new("application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));

    public static RequestBody Form(IEnumerable<KeyValuePair<string, string>> fields) => new(
        "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(Encode(fields)));

    /// <summary>Names and values as they stand in a form or a query. Not <c>FormUrlEncodedContent</c>, which can be
    /// read as often as the handler likes.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
}

/// <summary>The body of a request, read from a file while it is sent.</summary>
/// <param name="ContentType">As in the header of that name.</param>
/// <param name="Bytes">Stands where the body begins; whoever made it closes it.</param>
/// <param name="Length">How many bytes are sent; what the stream has beyond them is left out.</param>
/// <param name="Range">Which part of the file they are, for the header <c>Content-Range</c>; null where the network is told otherwise.</param>
internal sealed record FileBody(string ContentType, Stream Bytes, long Length, ContentRangeHeaderValue? Range = null);
