namespace Posthaste.Server.Problems;

/// <summary>Nulls within lists, which the reader of JSON lets through.</summary>
internal static class Nulls
{
    /// <returns>Null where there is none.</returns>
    public static ApiProblem? Find(params ReadOnlySpan<(string Field, IEnumerable<object?>? List)> lists)
    {
        foreach (var (field, list) in lists)
        {
            foreach (var (index, item) in (list ?? []).Index())
            {
                if (item is null) return ApiProblem.ForField($"{field}[{index}]", "must not be null");
            }
        }
        return null;
    }
}
