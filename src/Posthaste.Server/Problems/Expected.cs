using System.Text.Json;

namespace Posthaste.Server.Problems;

/// <summary>What a value of a request should be, for people: no type name of any language.</summary>
internal static class Expected
{
    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
        if (type == typeof(string)) return "a text";
        if (type == typeof(Guid)) return "an id such as 0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10";
        if (type == typeof(DateTimeOffset) || type == typeof(Http.QueryTime)) return "a time with its offset such as 2026-03-01T18:00:00Z or 2026-03-01T19:00:00+01:00";
        if (type == typeof(Http.QueryDay) || type == typeof(DateOnly)) return "a day such as 2026-03-01";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "a whole number";
        if (type == typeof(double) || type == typeof(decimal)) return "a number";
        if (type == typeof(Uri)) return "an address such as https://example.com/p/1";
        if (typeof(System.Collections.IDictionary).IsAssignableFrom(type) || IsGeneric(type, typeof(IReadOnlyDictionary<,>))) return "an object";
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "a list" : "an object";
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
