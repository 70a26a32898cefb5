using System.Globalization;

namespace Posthaste.Server.Http;

/// <summary>A day in a query, such as <c>2026-03-01</c>; in UTC.</summary>
internal readonly record struct QueryDay(DateOnly Day) : IParsable<QueryDay>
{
    public static QueryDay Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var day) ? day : throw new FormatException();

    public static bool TryParse(string? s, IFormatProvider? provider, out QueryDay result)
    {
        var found = DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and <= 9000;
        result = new QueryDay(day);
        return found;
    }
}
