using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Posthaste.Server.Problems;

/// <summary>Says what is wrong with a JSON body that could not be read as its type: every fault with its path and with what
/// was expected, in words that need no knowledge of the program.</summary>
internal static class BodyCheck
{
    /// <summary>Enough to mend a request by; a body of rubbish need not be echoed in full.</summary>
    private const int MaxFaults = 20;

    public static async Task<ApiProblem> ExplainAsync(Stream body, Type type, JsonSerializerOptions options, CancellationToken ct)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: ct);
            var faults = new Faults();
            Check(document.RootElement, type, nullable: false, "", options, faults);
            return faults.ToProblem();
        }
        catch (InvalidOperationException)
        {
            return BadText();
        }
        catch (JsonException e) when (e.InnerException is InvalidOperationException)
        {
            return BadText();
        }
        catch (JsonException e)
        {
            return new ApiProblem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidJson,
                $"The body is not valid JSON: it breaks at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    // Text that is no valid Unicode is only noticed when somebody reads it.
    private static ApiProblem BadText() => new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidJson,
        "The body has text that is no valid Unicode: half of a surrogate pair, or bytes that are not UTF-8.");

    private static void Check(JsonElement value, Type type, bool nullable, string path, JsonSerializerOptions options, Faults faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!nullable) faults.Add(path, $"must not be null; expected is {Expected.Of(type)}");
            return;
        }
        var info = options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                CheckObject(value, info, path, options, faults);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Check(item, info.ElementType!, nullable: false, $"{path}[{index}]", options, faults);
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind == JsonValueKind.Object:
                foreach (var item in value.EnumerateObject())
                    Check(item.Value, info.ElementType!, nullable: false, Join(path, item.Name), options, faults);
                break;
            case JsonTypeInfoKind.None:
                if (!Fits(value, info)) faults.Add(path, $"expected is {Expected.Of(type)}, found was {Found(value)}");
                break;
            default:
                faults.Add(path, $"expected is {Expected.Of(type)}, found was {Found(value)}");
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo info, string path, JsonSerializerOptions options, Faults faults)
    {
        var known = info.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            var at = Join(path, field.Name);
            if (!known.TryGetValue(field.Name, out var property))
                faults.Add(at, $"this field is not known here; known are {string.Join(", ", known.Keys)}");
            else if (!seen.Add(field.Name))
                faults.Add(at, "this field is given twice");
            else
                Check(field.Value, property.PropertyType, property.IsSetNullable, at, options, faults);
        }
        foreach (var property in info.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
            faults.Add(Join(path, property.Name), $"this field is required; expected is {Expected.Of(property.PropertyType)}");
    }

    private static bool Fits(JsonElement value, JsonTypeInfo info)
    {
        try
        {
            value.Deserialize(info);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{Cut(value.ToString())}\"",
        JsonValueKind.Number => $"the number {Cut(value.GetRawText())}",
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new UnreachableException(),
    };

    private static string Cut(string text) => text.Length <= 40 ? text : text[..(char.IsHighSurrogate(text[39]) ? 39 : 40)] + "…";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private sealed class Faults
    {
        private readonly Dictionary<string, string[]> _byField = [];

        public void Add(string path, string sentence)
        {
            if (_byField.Count < MaxFaults) _byField.TryAdd(path.Length == 0 ? "body" : path, [sentence]);
        }

        public ApiProblem ToProblem()
        {
            var detail = _byField.Count == 0
                ? "The body could not be read as this request."
                : string.Join("; ", _byField.Take(3).Select(fault => $"{fault.Key}: {fault.Value[0]}")) + ".";
            return new ApiProblem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest, detail) { Errors = _byField.Count == 0 ? null : _byField };
        }
    }
}
