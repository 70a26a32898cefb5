using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Http;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="NextCursor">To be sent as <c>cursor</c> for the next part; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Which part of a list is asked for.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <returns>What is wrong with the limit; null where nothing is.</returns>
    public static ApiProblem? Check(int? limit) => limit is null or (>= 1 and <= MaxLimit)
        ? null
        : ApiProblem.ForField("limit", $"expected is a whole number from 1 to {MaxLimit}");

    public static ApiProblem BadCursor() =>
        ApiProblem.ForField("cursor", "this is no cursor of this list; send one from nextCursor as it came, or leave it out", code: ProblemCodes.InvalidCursor);
}

/// <summary>Where a page ended, opaque to clients: a time in Unix milliseconds and an id.</summary>
internal static class Cursor
{
    public static string Encode(DateTimeOffset at, Guid id) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1.{at.ToUnixTimeMilliseconds()}.{id:N}")));

    /// <param name="cursor">As it came; null reads as the first page.</param>
    /// <param name="after">Null for the first page.</param>
    /// <returns>False where it is none of ours.</returns>
    public static bool TryDecode(string? cursor, out (DateTimeOffset At, Guid Id)? after)
    {
        after = null;
        if (cursor is null) return true;
        Span<byte> bytes = stackalloc byte[80];
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length)) return false;
        if (Encoding.ASCII.GetString(bytes[..length]).Split('.') is not ["1", var time, var id]) return false;
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > MaxTime || !Guid.TryParseExact(id, "N", out var guid)) return false;
        after = (DateTimeOffset.FromUnixTimeMilliseconds(ms), guid);
        return true;
    }

    /// <summary>The end of the year 9999.</summary>
    private const long MaxTime = 253_402_300_799_999;
}
