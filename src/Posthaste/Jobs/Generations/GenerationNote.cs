using System.Globalization;

namespace Posthaste.Jobs.Generations;

/// <summary>What a node keeps outside the database: whose it is, and the newest intent that it has seen committed there.</summary>
/// <param name="Generation">The database's.</param>
/// <param name="Intent">Null before the first.</param>
/// <param name="IntentAt">When that was committed, in whole milliseconds; null before the first.</param>
/// <param name="WrittenAt">By the disk's clock; null where that is not known.</param>
public sealed record GenerationNote(Guid Generation, Guid? Intent, DateTimeOffset? IntentAt, DateTimeOffset? WrittenAt = null)
{
    private const string Head = "posthaste-generation 1";

    /// <summary>One line of ASCII, always of the same length: a shorter one leaves nothing of a longer one behind.</summary>
    public const int Length = 160;

    public string ToText() =>
        $"{Head} {Generation:D} {Intent ?? Guid.Empty:D} {IntentAt?.ToUnixTimeMilliseconds() ?? 0} {WrittenAt?.ToUnixTimeMilliseconds() ?? 0} end".PadRight(Length - 1) + "\n";

    /// <returns>Null where the text is no note, or not a whole one.</returns>
    public static GenerationNote? Read(string text)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var name, var version, var generation, var intent, var at, var written, "end"]
            || $"{name} {version}" != Head || !Guid.TryParse(generation, out var id) || !Guid.TryParse(intent, out var intentId)
            || !Time(at, out var intentAt) || !Time(written, out var writtenAt)) return null;
        return new GenerationNote(id, intentId == Guid.Empty ? null : intentId, intentId == Guid.Empty ? null : intentAt, writtenAt);
    }

    private static bool Time(string text, out DateTimeOffset? time)
    {
        var isTime = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds);
        time = milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return isTime;
    }
}
