using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Server.Verbs;

/// <summary>What verbs have in common: their options, and how they answer.</summary>
internal static class VerbAnswer
{
    /// <summary>Asks for an answer as JSON, where a verb has one.</summary>
    public const string AsJson = "--json";

    /// <summary>Settings of a verb whose answer is all that it says.</summary>
    public static readonly KeyValuePair<string, string?>[] Silent = [new("Logging:LogLevel:Default", "None"), new("Logging:LogLevel:Posthaste", "None"), new("Logging:LogLevel:Microsoft", "None")];

    /// <summary>JSON that is read by people too.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <param name="flag">Such as <c>--days=</c>.</param>
    /// <returns>What is given with it, the last time that it is; null where it is not.</returns>
    public static string? Value(string[] args, string flag) => args.LastOrDefault(arg => arg.StartsWith(flag, StringComparison.Ordinal))?[flag.Length..];

    /// <summary>How a verb ends that could not do what it was asked to.</summary>
    /// <param name="message">What is wrong, and what mends it.</param>
    /// <returns>The exit code.</returns>
    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
