using System.Globalization;

namespace Posthaste.Storage;

/// <summary>Days as both databases keep them: <c>2026-03-01</c>, which sorts by time.</summary>
internal static class SeriesDays
{
    private const string Form = "yyyy-MM-dd";

    public static string Of(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    public static DateOnly Parse(string text) => DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);
}
