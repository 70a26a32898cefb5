namespace Posthaste.Platforms.Graph;

/// <summary>The errors that a network may answer with.</summary>
/// <param name="network">As people call it.</param>
/// <param name="rows">Each pair of code and subcode once.</param>
/// <param name="isDocumentedRefusal">Whether such an answer to a publish call, as a 4xx, says that nothing went live.</param>
internal sealed class GraphErrorTable(string network, IReadOnlyList<GraphErrorRow> rows, Func<GraphError, bool> isDocumentedRefusal)
{
    public string Network { get; } = network;

    public IReadOnlyList<GraphErrorRow> Rows { get; } = rows;

    public bool IsDocumentedRefusal(GraphError error) => isDocumentedRefusal(error);

    /// <returns>Null for an error nobody classified.</returns>
    public GraphErrorRow? Find(int code, int? subcode) =>
        Rows.FirstOrDefault(row => row.HasCode(code) && row.HasSubcode(subcode))
        ?? Rows.FirstOrDefault(row => row.Code is null && row.HasSubcode(subcode))
        ?? Rows.FirstOrDefault(row => row.HasCode(code) && (row.Subcode is null || row.SpeaksForCode));

    /// <summary>For a container's status, which names a subcode and no code. Instagram's own start with 22 and mean
    /// one thing each.</summary>
    public GraphErrorRow? FindSubcode(int subcode) => Rows.FirstOrDefault(row => row.HasSubcode(subcode));

    /// <summary>The subcode is known from reports only, and not tied to a code.</summary>
    public bool IsFieldOnly(int subcode) => Rows.Any(row => row.Code is null && row.HasSubcode(subcode));
}
