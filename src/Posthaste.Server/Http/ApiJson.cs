using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Posthaste.Server.Http;

/// <summary>How the API speaks JSON: camelCase names, snake_case words, times in UTC with milliseconds; and it takes nothing
/// that it does not know, so that a misspelt field is never silently left out.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
    }
}

/// <summary>RFC 3339. Read with any offset, and only with one; written in UTC with milliseconds.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && UtcTime.TryParse(reader.GetString()!, out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(UtcTime.Format(value));
}

/// <summary>Times as they are written on the wire.</summary>
internal static partial class UtcTime
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Anything finer than a millisecond is cut off: the store keeps milliseconds.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (!Rfc3339().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var exact)) return false;
        if (exact.Year is < 1970 or > 9000) return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds(exact.ToUnixTimeMilliseconds());
        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?([Zz]|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}

/// <summary>A time in a query. A plus sign that was not escaped, and so came as a space, is taken as the plus it was.</summary>
internal readonly record struct QueryTime(DateTimeOffset At) : IParsable<QueryTime>
{
    public static QueryTime Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var time) ? time : throw new FormatException();

    public static bool TryParse(string? s, IFormatProvider? provider, out QueryTime result)
    {
        var found = UtcTime.TryParse((s ?? "").Length > 6 && s![^6] == ' ' ? s[..^6] + "+" + s[^5..] : s ?? "", out var time);
        result = new QueryTime(time);
        return found;
    }
}
