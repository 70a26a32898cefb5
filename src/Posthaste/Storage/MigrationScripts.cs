using System.Reflection;

namespace Posthaste.Storage;

/// <summary>The numbered SQL files, in order. A file <c>0001_start.sql</c> is for both databases; lines in
/// <c>0001_start.postgres.sql</c> follow it on PostgreSQL only (storage settings).</summary>
internal sealed record MigrationScript(int Number, string Name, string Sql)
{
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

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>The database was written by a newer program.</summary>
public sealed class NewerDatabaseException(int found, int known) : Exception(
    $"The database has schema version {found}, this program knows up to {known}. Start the newer Posthaste, or restore a backup made before the upgrade.");
