namespace Posthaste.Platforms.Instagram;

/// <summary>Every Graph error somebody documented or met, as data. A code that is not here is kept whole and treated
/// by the kind of the step it answered.</summary>
/// <remarks>docs/platforms/instagram.md#errors, with sources and the date they were read.</remarks>
internal static partial class GraphErrorTable
{
    public static IReadOnlyList<GraphErrorRow> Rows { get; } = [.. AccessRows, .. LimitRows, .. ServerRows, .. MediaRows, .. CaptionAndOptionRows, .. FieldOnlyRows];

    /// <returns>Null for an error nobody classified.</returns>
    public static GraphErrorRow? Find(int code, int? subcode) =>
        Rows.FirstOrDefault(row => row.HasCode(code) && row.HasSubcode(subcode))
        ?? Rows.FirstOrDefault(row => row.Code is null && row.HasSubcode(subcode))
        ?? Rows.FirstOrDefault(row => row.HasCode(code) && (row.Subcode is null || row.SpeaksForCode));

    /// <summary>For a container's status, which names a subcode and no code. Instagram's own start with 22 and mean
    /// one thing each.</summary>
    public static GraphErrorRow? FindSubcode(int subcode) => Rows.FirstOrDefault(row => row.HasSubcode(subcode));

    /// <summary>The subcode is known from reports only, and not tied to a code.</summary>
    public static bool IsFieldOnly(int subcode) => Rows.Any(row => row.Code is null && row.HasSubcode(subcode));
}
