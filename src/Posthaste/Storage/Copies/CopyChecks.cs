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

    /// <exception cref="BackupException">It is of another version than wanted.</exception>
    public static void Current(int version, int wanted, string place)
    {
        Version(version, place);
        if (version != wanted) throw new BackupException($"{place} is of an older program: its schema has version {version}, and this program's is {wanted}. Bring it up to date with posthaste-server migrate, then try again.");
    }

    /// <exception cref="BackupException">It is a newer program's.</exception>
    public static void Readable(BackupManifest manifest)
    {
        if (manifest.Schema > Known)
            throw new BackupException($"It was made by Posthaste {manifest.Program}, which is newer: its schema has version {manifest.Schema}, and this program knows up to {Known}. Use that version or a later one.");
    }

    /// <summary>A table of the one and its like in the other.</summary>
    /// <exception cref="BackupException">They are not alike.</exception>
    public static TableShape Like(TableShape table, IReadOnlyList<TableShape> others) =>
        others.FirstOrDefault(other => other.IsLike(table)) ?? throw new BackupException($"The table {table.Name} has other columns there than the migrations make. Nothing was copied.");
}
