using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>Every error of Instagram's that somebody documented or met, as data, beside those that Graph has everywhere. A code that is not here is kept whole and treated
/// by the kind of the step it answered.</summary>
/// <remarks>docs/platforms/instagram.md#errors, with sources and the date they were read.</remarks>
internal static partial class InstagramErrors
{
    private const string Network = "Instagram";

    public static GraphErrorTable Table { get; } = new(
        Network,
        [
            .. GraphErrorRows.Access(Network), .. AccountRows, .. GraphErrorRows.Limits(Network), .. LimitRows, .. GraphErrorRows.Server(Network), .. ServerRows,
            .. MediaRows, .. GraphErrorRows.Content(Network), .. CaptionAndOptionRows, .. FieldOnlyRows,
        ],
        IsDocumentedRefusal);

    /// <summary>Posts have gone live under rate, spam, "not found" and server errors, so only these say that one has not.</summary>
    private static bool IsDocumentedRefusal(GraphError error) => error switch
    {
        { Code: 9007 } => true,
        { Code: 9, Subcode: 2207042 } => true,
        // A server's "fatal" under any code is no refusal; 36002 is a code of its own.
        { Subcode: { } subcode } when Table.IsFieldOnly(subcode) => false,
        { Code: 100 } => error.Subcode != 33,
        { Code: 10 or 25 or 190 or 352 or 9004 or (>= 200 and <= 299) or (>= 36000 and <= 36999) } => true,
        _ => false,
    };
}
