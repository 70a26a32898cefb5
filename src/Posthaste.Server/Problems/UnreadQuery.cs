using System.Globalization;
using System.Reflection;

namespace Posthaste.Server.Problems;

/// <summary>Names the value of a query that could not be read. An endpoint made at build time answers 400 and nothing more where a value that may be left out cannot be.</summary>
internal static class UnreadQuery
{
    /// <returns>Null where the answer is no 400, or the query is not why.</returns>
    public static ApiProblem? Explain(HttpContext http)
    {
        if (http.Response.StatusCode != StatusCodes.Status400BadRequest) return null;
        foreach (var parameter in http.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
        {
            var type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type != typeof(string) && http.Request.Query[parameter.Name!].Any(text => !CanRead(text, type)))
                return ApiProblem.ForField(parameter.Name!, $"expected is {Expected.Of(type)}");
        }
        return null;
    }

    private static bool CanRead(string? text, Type type) =>
        string.IsNullOrEmpty(text) || !IsParsable(type) || (bool)s_parses.MakeGenericMethod(type).Invoke(null, [text])!;

    private static bool IsParsable(Type type) => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>));

    private static readonly MethodInfo s_parses = typeof(UnreadQuery).GetMethod(nameof(Parses), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static bool Parses<T>(string text) where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
}
