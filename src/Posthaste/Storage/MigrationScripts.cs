using System.Data.Common;
using System.Reflection;
using Dapper;

namespace Posthaste.Storage;

/// <summary>The numbered SQL files, in order. A file <c>0001_start.sql</c> is for both databases; lines in
/// <c>0001_start.postgres.sql</c> follow it on PostgreSQL only (storage settings).</summary>
internal sealed record MigrationScript(int Number, string Name, string Sql)
{
    /// <summary>The table that says which of them a database has.</summary>
    public const string Versions = "CREATE TABLE IF NOT EXISTS schema_version (number integer PRIMARY KEY, name text NOT NULL)";

    /// <summary>The newest that it has; null for none.</summary>
    public const string Newest = "SELECT MAX(number) FROM schema_version";

    private const string Prefix = "Migrations/";

    public static IReadOnlyList<MigrationScript> For(string provider)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToHashSet();
        return [.. files
            .Where(file => file.Count(c => c == '.') == 1)
            .Order(StringComparer.Ordinal)
            .Select(file =>
            {
                var name = file[Prefix.Length..^".sql".Length];
                var extra = $"{Prefix}{name}.{provider}.sql";
                var sql = Read(assembly, file) + (files.Contains(extra) ? "\n" + Read(assembly, extra) : "");
                return new MigrationScript(int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture), name, sql);
            })];
    }

    /// <summary>Runs it, for however long it takes, and notes that.</summary>
    public async Task ApplyAsync(DbConnection connection, DbTransaction? transaction)
    {
        await connection.ExecuteAsync(Sql, transaction: transaction, commandTimeout: 0);
        await connection.ExecuteAsync("INSERT INTO schema_version (number, name) VALUES (@Number, @Name)", new { Number, Name }, transaction);
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>The database was written by a newer program.</summary>
public sealed class NewerDatabaseException(int found, int known) : Exception(
    $"The database has schema version {found}, this program knows up to {known}. Start the newer Posthaste, or restore a backup made before the upgrade.");
