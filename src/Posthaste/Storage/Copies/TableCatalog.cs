using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;

namespace Posthaste.Storage.Copies;

/// <summary>Asks a database for its tables. Only ours: a PostgreSQL schema may hold others'.</summary>
internal static partial class TableCatalog
{
    /// <summary>The migrations' own, which they fill themselves.</summary>
    private const string Versions = "schema_version";

    private const string SqliteColumns =
        """
        SELECT t.name AS TableName, c.name AS Name, lower(c.type) AS Type, c.pk AS Place
        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid
        """;

    private const string SqliteReferences =
        """
        SELECT t.name AS TableName, r."table" AS Name FROM sqlite_master t, pragma_foreign_key_list(t.name) r WHERE t.type = 'table'
        """;

    private const string PostgresColumns =
        """
        SELECT c.table_name AS TableName, c.column_name AS Name, c.data_type AS Type, COALESCE(k.ordinal_position, 0) AS Place
        FROM information_schema.columns c
        LEFT JOIN (SELECT u.table_name, u.column_name, u.ordinal_position
                   FROM information_schema.table_constraints t
                   JOIN information_schema.key_column_usage u ON u.constraint_schema = t.constraint_schema AND u.constraint_name = t.constraint_name
                   WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = current_schema()) k
            ON k.table_name = c.table_name AND k.column_name = c.column_name
        WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position
        """;

    private const string PostgresReferences =
        """
        SELECT o.relname AS TableName, t.relname AS Name
        FROM pg_constraint c JOIN pg_class o ON o.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
        WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
        """;

    public static Task<IReadOnlyList<TableShape>> ReadSqliteAsync(DbConnection connection) =>
        ReadAsync(connection, "sqlite", SqliteColumns, SqliteReferences, collation: "");

    // A database's own collation sorts words otherwise than SQLite does.
    public static Task<IReadOnlyList<TableShape>> ReadPostgresAsync(DbConnection connection) =>
        ReadAsync(connection, "postgres", PostgresColumns, PostgresReferences, collation: " COLLATE \"C\"");

    /// <returns>The schema's version; 0 where there is no schema.</returns>
    public static async Task<int> ReadVersionAsync(DbConnection connection, string tableExists) =>
        await connection.ExecuteScalarAsync<long>(tableExists) == 0 ? 0 : await connection.ExecuteScalarAsync<int?>($"SELECT MAX(number) FROM {Versions}") ?? 0;

    private static async Task<IReadOnlyList<TableShape>> ReadAsync(DbConnection connection, string provider, string columnsSql, string referencesSql, string collation)
    {
        var ours = MigrationScript.For(provider).SelectMany(script => Created().Matches(script.Sql)).Select(match => match.Groups["name"].Value).ToHashSet();
        var columns = (await connection.QueryAsync<ColumnRow>(columnsSql)).Where(column => ours.Contains(column.TableName)).ToLookup(column => column.TableName);
        var references = (await connection.QueryAsync<ReferenceRow>(referencesSql)).ToLookup(reference => reference.TableName, reference => reference.Name);
        return TableShape.InOrderOfReferences(columns.Select(table => new TableShape(
            table.Key,
            [.. table.Select(column => new ColumnShape(column.Name, column.Type))],
            string.Join(", ", table.Where(column => column.Place > 0).OrderBy(column => column.Place).Select(column => column.Name + (column.Type == "text" ? collation : ""))),
            [.. references[table.Key].Distinct()])));
    }

    [GeneratedRegex(@"^CREATE TABLE (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Created();

    private sealed class ColumnRow
    {
        public required string TableName { get; init; }
        public required string Name { get; init; }
        public required string Type { get; init; }

        /// <summary>In the primary key, from 1; 0 for none.</summary>
        public long Place { get; init; }
    }

    private sealed class ReferenceRow
    {
        public required string TableName { get; init; }
        public required string Name { get; init; }
    }
}
