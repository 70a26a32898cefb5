namespace Posthaste.Storage.Copies;

/// <summary>What must be so before anything is copied.</summary>
internal static class CopyChecks
{
    /// <summary>The newest schema that this program knows.</summary>
    public static int Known => MigrationScript.For("sqlite")[^1].Number;

    /// <param name="version">Of the database.</param>
    /// <param name="place">Where it is, for the message.</param>
    public static void Version(int version, string place)
    {
        if (version == 0) throw new BackupException($"{place} is no database of Posthaste, or no server has started on it yet.");
        if (version > Known) throw new NewerDatabaseException(version, Known);
    }

    /// <summary>A table of the one and its like in the other.</summary>
    /// <exception cref="BackupException">They are not alike.</exception>
    public static TableShape Like(TableShape table, IReadOnlyList<TableShape> others) =>
        others.FirstOrDefault(other => other.IsLike(table)) ?? throw new BackupException($"The table {table.Name} has other columns there than the migrations make. Nothing was copied.");
}
