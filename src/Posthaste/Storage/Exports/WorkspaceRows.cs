using Posthaste.Storage.Copies;

namespace Posthaste.Storage.Exports;

/// <summary>Which rows are a workspace's, of the tables that go with it from server to server.</summary>
internal sealed class WorkspaceRows
{
    private enum Whose
    {
        Workspace,
        Channel,
        Media,
        Post,
        Job,
    }

    /// <summary>By which column a row of each table says whose it is. What is not named here stays behind: people and their keys, where notices go, what servers note for themselves,
    /// and figures that are read again.</summary>
    private static readonly Dictionary<string, (string Column, Whose Whose)> s_tables = new()
    {
        ["workspaces"] = ("id", Whose.Workspace),
        ["categories"] = ("workspace_id", Whose.Workspace),
        ["hashtag_sets"] = ("workspace_id", Whose.Workspace),
        ["channels"] = ("workspace_id", Whose.Workspace),
        ["channel_usage"] = ("channel_id", Whose.Channel),
        ["channel_usage_days"] = ("channel_id", Whose.Channel),
        ["lanes"] = ("channel_id", Whose.Channel),
        ["media"] = ("workspace_id", Whose.Workspace),
        ["media_bands"] = ("workspace_id", Whose.Workspace),
        ["media_renditions"] = ("media_id", Whose.Media),
        ["posts"] = ("workspace_id", Whose.Workspace),
        ["post_channels"] = ("post_id", Whose.Post),
        ["post_comments"] = ("post_id", Whose.Post),
        ["post_files"] = ("post_id", Whose.Post),
        ["post_media"] = ("post_id", Whose.Post),
        ["post_versions"] = ("post_id", Whose.Post),
        ["import_rows"] = ("workspace_id", Whose.Workspace),
        ["series"] = ("workspace_id", Whose.Workspace),
        ["slots"] = ("workspace_id", Whose.Workspace),
        ["publish_jobs"] = ("workspace_id", Whose.Workspace),
        ["publish_intents"] = ("job_id", Whose.Job),
        ["publish_attempts"] = ("job_id", Whose.Job),
        ["post_metrics"] = ("job_id", Whose.Job),
        ["handovers"] = ("workspace_id", Whose.Workspace),
        ["handover_settings"] = ("workspace_id", Whose.Workspace),
        ["events"] = ("workspace_id", Whose.Workspace),
    };

    private readonly Dictionary<Whose, HashSet<Guid>> _ids = [];

    private WorkspaceRows() { }

    /// <summary>The tables that have such rows.</summary>
    public static IReadOnlyCollection<string> Tables => s_tables.Keys;

    /// <summary>Reads what the workspace has that others are named by.</summary>
    public static async Task<WorkspaceRows> ReadAsync(ITableSource source, Guid workspaceId, CancellationToken ct)
    {
        var rows = new WorkspaceRows { _ids = { [Whose.Workspace] = [workspaceId] } };
        foreach (var (table, whose) in ((string, Whose)[])[("channels", Whose.Channel), ("media", Whose.Media), ("posts", Whose.Post), ("publish_jobs", Whose.Job)])
            rows._ids[whose] = [.. await rows.IdsAsync(source, table, ct)];
        return rows;
    }

    /// <summary>The same rows in a workspace that goes by another id.</summary>
    public WorkspaceRows In(Guid workspaceId)
    {
        var same = new WorkspaceRows();
        foreach (var (whose, ids) in _ids) same._ids[whose] = whose == Whose.Workspace ? [workspaceId] : ids;
        return same;
    }

    /// <summary>Of a table's rows those of the workspace.</summary>
    public async IAsyncEnumerable<object?[]> OfAsync(TableShape table, IAsyncEnumerable<object?[]> rows)
    {
        var (column, whose) = s_tables[table.Name];
        var (index, ids) = (table.IndexOf(column), _ids[whose]);
        await foreach (var row in rows)
        {
            if (row[index] is Guid id && ids.Contains(id)) yield return row;
        }
    }

    private async Task<List<Guid>> IdsAsync(ITableSource source, string name, CancellationToken ct)
    {
        var table = source.Tables.Single(table => table.Name == name);
        var id = table.IndexOf("id");
        var ids = new List<Guid>();
        await foreach (var row in OfAsync(table, source.ReadAsync(table, ct))) ids.Add((Guid)row[id]!);
        return ids;
    }
}
