using System.Globalization;

namespace Posthaste.Jobs.Generations;

/// <summary>What a node keeps outside the database: whose it is, and the newest intent that it has seen committed there.</summary>
/// <param name="Generation">The database's.</param>
/// <param name="Intent">Null before the first.</param>
/// <param name="IntentAt">When that was committed, in whole milliseconds; null before the first.</param>
public sealed record GenerationNote(Guid Generation, Guid? Intent, DateTimeOffset? IntentAt)
{
    private const string Head = "posthaste-generation 1";

    /// <summary>One line of ASCII, always of the same length: a shorter one leaves nothing of a longer one behind.</summary>
    public const int Length = 160;

    public string ToText() =>
        $"{Head} {Generation:D} {Intent ?? Guid.Empty:D} {IntentAt?.ToUnixTimeMilliseconds() ?? 0} end".PadRight(Length - 1) + "\n";

    /// <returns>Null where the text is no note, or not a whole one.</returns>
    public static GenerationNote? Read(string text)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var name, var version, var generation, var intent, var at, "end"]
            || $"{name} {version}" != Head || !Guid.TryParse(generation, out var id) || !Guid.TryParse(intent, out var intentId)
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return null;
        return intentId == Guid.Empty ? new GenerationNote(id, null, null) : new GenerationNote(id, intentId, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
    }
}
