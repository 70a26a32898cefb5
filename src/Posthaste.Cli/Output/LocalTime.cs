using System.Globalization;
using System.Text.RegularExpressions;

namespace Posthaste.Cli.Output;

/// <summary>Times as people here read and write them.</summary>
internal static partial class LocalTime
{
    /// <summary>Such as <c>2030-03-01 18:00 Europe/Berlin</c>; with the offset where the clock shows that time twice.</summary>
    public static string Show(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var clock = local.ToString(local.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var offset = local.ToString("zzz", CultureInfo.InvariantCulture);
        if (NameOf(zone) is not { } name) return $"{clock} {offset}";
        return zone.IsAmbiguousTime(local.DateTime) ? $"{clock} {offset} {name}" : $"{clock} {name}";
    }

    /// <summary>The zone's IANA name; null where this machine does not tell.</summary>
    public static string? NameOf(TimeZoneInfo zone)
    {
        if (zone.Id.Equals("Local", StringComparison.OrdinalIgnoreCase)) return null;
        return zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;
    }

    /// <summary>Reads what <c>--at</c> and its like take.</summary>
    /// <param name="text">RFC 3339 with an offset; a date and time on a clock of <paramref name="timeZone"/>; or <c>+10m</c> from now.</param>
    /// <param name="timeZone">IANA name; null for this machine's zone.</param>
    /// <exception cref="CommandFailedException">It is none of these.</exception>
    public static WantedTime Read(string text, string? timeZone, Terminal terminal, string option = "--at")
    {
        if (FromNow().Match(text) is { Success: true } ahead)
        {
            var count = int.Parse(ahead.Groups["count"].Value, CultureInfo.InvariantCulture);
            return WithoutZone(terminal.Time.GetUtcNow() + ahead.Groups["unit"].Value switch
            {
                "s" => TimeSpan.FromSeconds(count),
                "m" => TimeSpan.FromMinutes(count),
                "h" => TimeSpan.FromHours(count),
                _ => TimeSpan.FromDays(count),
            });
        }
        if (Wall().IsMatch(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _))
        {
            var zone = timeZone ?? NameOf(terminal.Zone)
                ?? throw new CommandFailedException(ExitCode.Usage, $"This machine does not say in which time zone it is: give {option} with an offset, or --time-zone.");
            return new WantedTime.OnTheWall(text.Replace(' ', 'T'), zone);
        }
        if (Instant().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at)) return WithoutZone(at);
        throw new CommandFailedException(ExitCode.Usage,
            $"{option} \"{text}\" is no time; expected is one such as 2030-03-01T18:00+01:00, 2030-03-01T18:00 by the clock here or in --time-zone, or +10m from now (s, m, h, d).");

        WantedTime WithoutZone(DateTimeOffset instant) => timeZone is null
            ? new WantedTime.AtInstant(instant)
            : throw new CommandFailedException(ExitCode.Usage, $"--time-zone is for a time by the clock, such as {option} 2030-03-01T18:00; \"{text}\" needs none.");
    }

    /// <summary>An instant for questions such as <c>--from</c>; a day alone is its beginning here.</summary>
    public static DateTimeOffset ReadInstant(string text, Terminal terminal, string option) => Read(Day().IsMatch(text) ? text + "T00:00" : text, null, terminal, option) switch
    {
        WantedTime.AtInstant instant => instant.At,
        WantedTime.OnTheWall wall => OfClock(DateTime.Parse(wall.LocalTime, CultureInfo.InvariantCulture), terminal.Zone),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static DateTimeOffset OfClock(DateTime clock, TimeZoneInfo zone) => new(clock, zone.GetUtcOffset(clock));

    /// <summary>Whether it is a date and time without an offset, as a clock on the wall shows them.</summary>
    public static bool IsOfClock(string text) => Wall().IsMatch(text);

    /// <summary>As the API takes instants.</summary>
    public static string Rfc3339(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\+(?<count>\d{1,6})(?<unit>[smhd])$")]
    private static partial Regex FromNow();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$")]
    private static partial Regex Wall();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$", RegexOptions.IgnoreCase)]
    private static partial Regex Instant();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$")]
    private static partial Regex Day();
}

/// <summary>When something should go out.</summary>
internal abstract record WantedTime
{
    private WantedTime() { }

    public sealed record AtInstant(DateTimeOffset At) : WantedTime;

    /// <summary>What a clock on the wall shows; the server works out the instant.</summary>
    public sealed record OnTheWall(string LocalTime, string TimeZone) : WantedTime;

    /// <summary>Puts it into a request.</summary>
    public void AddTo(System.Text.Json.Nodes.JsonObject body)
    {
        switch (this)
        {
            case AtInstant instant:
                body["at"] = Output.LocalTime.Rfc3339(instant.At);
                break;
            case OnTheWall wall:
                (body["localTime"], body["timeZone"]) = (wall.LocalTime, wall.TimeZone);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
