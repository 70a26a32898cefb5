using System.Text.Json;
using Posthaste.Channels;

namespace Posthaste.Storage.Copies;

/// <summary>What a backup holds: its last member, named by its own SHA-256. Without it the archive is not whole.</summary>
internal sealed record BackupManifest
{
    /// <summary>Of the archive's layout, of everything.</summary>
    public const int OfEverything = 1;

    /// <summary>The same with one workspace alone in it: a program that knows nothing of these takes it for no backup.</summary>
    public const int OfWorkspace = 2;

    public const string NamePrefix = "posthaste-backup-";
    public const string NameSuffix = ".json";
    public const string KeysName = KeyFile.FileName;
    public const string MediaPrefix = "media/";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required int Format { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string Program { get; init; }

    /// <summary>The schema's version.</summary>
    public required int Schema { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>; a backup can be restored into either.</summary>
    public required string Provider { get; init; }

    /// <summary>The moment that the database is of, by its own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In the order of the archive, which is that of their references.</summary>
    public required IReadOnlyList<TableEntry> Tables { get; init; }

    /// <summary>Whose export this is; null for a backup of everything.</summary>
    public WorkspaceEntry? Workspace { get; init; }

    /// <summary>Null where it is not in there.</summary>
    public KeysEntry? Keys { get; init; }

    public required MediaEntry Media { get; init; }

    /// <param name="Name">As in the migrations.</param>
    /// <param name="Columns">In the order of each row's values.</param>
    /// <param name="Sum">Of its rows.</param>
    /// <param name="Members">In their order.</param>
    public sealed record TableEntry(string Name, IReadOnlyList<ColumnShape> Columns, TableSum Sum, IReadOnlyList<MemberEntry> Members);

    /// <param name="Name">In the archive.</param>
    /// <param name="Sha256">Of its bytes there, lower-case hex.</param>
    public sealed record MemberEntry(string Name, string Sha256);

    /// <param name="Id">On the server that it is of.</param>
    /// <param name="Name">As people call it.</param>
    public sealed record WorkspaceEntry(Guid Id, string Name);

    /// <param name="Sha256">Of keys.json, lower-case hex.</param>
    public sealed record KeysEntry(string Sha256);

    /// <summary>Each file is a member <c>media/…</c>, named by its SHA-256.</summary>
    /// <param name="Files">How many.</param>
    /// <param name="Bytes">All together.</param>
    /// <param name="Missing">How many the database names that were not there: deleted meanwhile, or lost before.</param>
    public sealed record MediaEntry(int Files, long Bytes, int Missing);
}
