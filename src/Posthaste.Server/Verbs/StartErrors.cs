using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;
using Posthaste.Channels;
using Posthaste.Storage;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Server.Verbs;

/// <summary>Why the server did not start, for the person who started it: which setting, what is wrong, and no stack trace.</summary>
internal static partial class StartErrors
{
    /// <returns>Null for a fault of the program itself.</returns>
    public static string? Describe(Exception exception) => exception switch
    {
        OptionsValidationException invalid => Settings(invalid.Failures.Select(failure => Failure(invalid.OptionsType, failure))),
        AggregateException { InnerExceptions: var all } when all.All(one => one is OptionsValidationException) =>
            Settings(all.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures.Select(failure => Failure(invalid.OptionsType, failure)))),
        InvalidOperationException or FormatException or TargetInvocationException when Unreadable(exception) is { } setting => Settings([setting]),
        DatabaseInUseException or NewerDatabaseException or KeyRingException or SettingException => exception.Message,
        NpgsqlException => $"The database cannot be reached (Storage:ConnectionString): {exception.Message}",
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another with --urls.",
        IOException { InnerException: SocketException } => $"{exception.Message} (--urls)",
        UnauthorizedAccessException or DirectoryNotFoundException => $"{exception.Message} Choose another folder with DataDir.",
        _ => null,
    };

    private static string Settings(IEnumerable<string> failures)
    {
        var text = new StringBuilder("A setting is wrong:\n");
        foreach (var failure in failures.Distinct()) text.Append("\n  ").Append(failure);
        return text.Append("\n\nSettings come from appsettings.json, the environment (Posthaste__Jobs__Concurrency=100) and the\ncommand line (--Jobs:Concurrency=100), the last one wins. docs/operating.md lists them.").ToString();
    }

    /// <summary>"DataAnnotation validation failed for 'JobsOptions' members: 'Concurrency' with the error: '…'." → "Jobs:Concurrency: …".</summary>
    private static string Failure(Type options, string failure)
    {
        var section = options.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string;
        if (section is null || Annotation().Match(failure) is not { Success: true } match) return failure;
        return $"{section}:{match.Groups["member"].Value.Replace('.', ':')}: {match.Groups["error"].Value}";
    }

    /// <summary>"Failed to convert configuration value 'x' at 'Jobs:Concurrency' to type 'System.Int32'."</summary>
    private static string? Unreadable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (Conversion().Match(e.Message) is { Success: true } match)
                return $"{match.Groups["key"].Value}: the value '{match.Groups["value"].Value}' cannot be read as {Kind(match.Groups["type"].Value)}.";
        }
        return null;
    }

    private static string Kind(string type) => type switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" => "a number",
        "System.Boolean" => "true or false",
        "System.TimeSpan" => "a duration such as 00:05:00",
        "System.Uri" => "an address",
        _ => "what belongs there",
    };

    [GeneratedRegex("members: '(?<member>[^']+)' with the error: '(?<error>.+)'\\.?$", RegexOptions.Singleline)]
    private static partial Regex Annotation();

    [GeneratedRegex("value '(?<value>[^']*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'")]
    private static partial Regex Conversion();
}

/// <summary>A setting that no class of options holds is wrong. The message names its key.</summary>
internal sealed class SettingException(string message) : Exception(message);
