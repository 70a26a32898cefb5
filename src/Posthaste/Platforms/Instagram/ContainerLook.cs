using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>What a look at a container came to.</summary>
internal abstract partial record ContainerLook
{
    private ContainerLook() { }

    public sealed record Ready : ContainerLook;

    public sealed record Published : ContainerLook;

    /// <summary>Instagram is at work, or does not know so young a container yet.</summary>
    public sealed record Pending : ContainerLook;

    /// <summary>It will never be ready.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="Final">A new one of the same file would fail the same way.</param>
    /// <param name="RetryAfter">Instagram blocks the account for so long; null where it does not.</param>
    public sealed record Lost(PlatformError Error, bool Final = false, TimeSpan? RetryAfter = null) : ContainerLook;

    public static ContainerLook Judge(JsonElement container, TimeSpan age, InstagramOptions options) => container.Text("status_code") switch
    {
        "FINISHED" => new Ready(),
        "PUBLISHED" => new Published(),
        "EXPIRED" => Gone("The prepared post expired at Instagram before it was published."),
        "ERROR" => JudgeError(container.Text("status"), options),
        _ when age >= options.ContainerLife => Gone("Instagram did not finish the prepared post within a day."),
        // IN_PROGRESS, and words that may come: slow is not failed.
        _ => new Pending(),
    };

    public static Lost Gone(string message) => new(PlatformError.Passing("container_expired", message));

    /// <summary>The status text ends with a subcode, whatever else it says. Only bad content is final: every other
    /// reason would be met again, and told apart, when the next container is created.</summary>
    public static Lost JudgeError(string? status, InstagramOptions options)
    {
        var subcode = status is not null && Subcode().Match(status) is { Success: true } match
            ? int.Parse(match.Value, CultureInfo.InvariantCulture)
            : (int?)null;
        var row = subcode is { } known ? InstagramErrors.Table.FindSubcode(known) : null;
        var final = row?.Class is GraphErrorClass.Content;
        var error = new PlatformError
        {
            Kind = final ? ErrorKind.FixContent : ErrorKind.RetryLater,
            Message = row?.Message ?? "Instagram could not process the media.",
            Advice = row?.Advice ?? "Posthaste tries again. If it keeps failing, try another file.",
            Code = "container_error",
            Subcode = subcode?.ToString(CultureInfo.InvariantCulture),
            Field = row?.Field ?? "mediaIds",
            PlatformMessage = status is null ? null : PlatformText.Clean(status),
        };
        return new Lost(error, final, row?.Class is GraphErrorClass.Blocked ? options.BlockWait : null);
    }

    [GeneratedRegex(@"\b22\d{5}\b")]
    private static partial Regex Subcode();
}
