using System.ComponentModel.DataAnnotations;

namespace Posthaste.Storage;

/// <summary>Section <c>Storage</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary><c>sqlite</c> (default: a file in the data folder, nothing to install) or <c>postgres</c>.</summary>
    [RegularExpression("sqlite|postgres", ErrorMessage = "Storage:Provider must be 'sqlite' or 'postgres'.")]
    public string Provider { get; init; } = "sqlite";

    /// <summary>PostgreSQL: an Npgsql connection string. SQLite: left out, or the path of the file.</summary>
    public string? ConnectionString { get; init; }

    internal bool IsPostgres => Provider == "postgres";

    /// <param name="dataDir">The data folder, where the file is unless the settings name another place.</param>
    internal string SqlitePath(string dataDir) => ConnectionString is { Length: > 0 } path && !IsPostgres ? path : Path.Combine(dataDir, "posthaste.db");
}
