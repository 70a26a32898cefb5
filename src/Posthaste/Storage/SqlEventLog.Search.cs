using Dapper;
using Posthaste.Events;

namespace Posthaste.Storage;

// The activity of a workspace, page by page.
internal sealed partial class SqlEventLog
{
    /// <summary>Spelled as in the index <c>events_of_people</c>, or it would not be used.</summary>
    private const string NotOfJobs = "substr(kind, 1, 4) <> 'job.'";

    /// <summary>An id may be made a little before its event's time: an intent's is, and becomes that of the event.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<PlacedEvent>> SearchAsync(EventQuery query, CancellationToken ct)
    {
        var (sql, values) = Search(query);
        var rows = await database.ReadAsync(connection => connection.QueryAsync<PlacedRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToPlaced())];
    }

    internal (string Sql, DynamicParameters Values) Search(EventQuery query)
    {
        var values = new DynamicParameters();
        List<string> wanted = [Is("workspace_id =", "WorkspaceId", query.WorkspaceId)];
        if (query.Kinds.Count > 0) wanted.Add($"({string.Join(" OR ", query.Kinds.Select(OfKind))})");
        // The events of jobs are nearly all there are: the index without them finds the others soon.
        if (query.Kinds.Count > 0 && query.Kinds.All(kind => kind.Split('.')[0] != "job")) wanted.Add(NotOfJobs);
        if (query.ExceptKinds.Count > 0) wanted.Add($"NOT (kind {database.AnyOf(Add("ExceptKinds", query.ExceptKinds.ToArray()))})");
        if (query.SubjectId is { } subject) wanted.Add(Is("subject_id =", "SubjectId", subject));
        if (query.Actor is { } actor) wanted.Add(Is("actor =", "Actor", actor));
        if (query.From is { } from) wanted.AddRange(Is("at >=", "From", from), Is("id >=", "FromId", SqlTypes.FirstIdAt(from - Margin)));
        if (query.To is { } to) wanted.AddRange(Is("at <", "To", to), Is("id <", "ToId", SqlTypes.FirstIdAt(to + Margin)));
        if (query.After is { } after) wanted.Add(Is("id <", "After", after));
        // The page first, and then for its rows alone what they are about.
        var sql =
            $"""
            SELECT e.id, e.workspace_id, e.kind, e.subject_id, e.at, e.actor, e.data,
                   p.id AS post_id, COALESCE(j.channel_id, c.id) AS channel_id, p.title
            FROM (SELECT {Columns} FROM events WHERE {string.Join(" AND ", wanted)} ORDER BY id DESC LIMIT @{Add("Limit", query.Limit)}) e
            LEFT JOIN publish_jobs j ON j.id = e.subject_id
            LEFT JOIN posts p ON p.id = COALESCE(j.post_id, e.subject_id)
            LEFT JOIN channels c ON c.id = e.subject_id
            ORDER BY e.id DESC
            """;
        return (sql, values);

        string OfKind(string kind, int i) => kind.Contains('.', StringComparison.Ordinal)
            ? Is("kind =", $"Kind{i}", kind)
            : $"substr(kind, 1, {kind.Length + 1}) = @{Add($"Kind{i}", kind + ".")}";

        string Is(string comparison, string name, object value) => $"{comparison} @{Add(name, value)}";

        string Add(string name, object value)
        {
            values.Add(name, value);
            return name;
        }
    }

    private sealed class PlacedRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Kind { get; init; } = "";
        public Guid SubjectId { get; init; }
        public DateTimeOffset At { get; init; }
        public string Actor { get; init; } = "";
        public string Data { get; init; } = "{}";
        public Guid? PostId { get; init; }
        public Guid? ChannelId { get; init; }
        public string? Title { get; init; }

        public PlacedEvent ToPlaced() => new(
            new Event { Id = Id, WorkspaceId = WorkspaceId, Kind = Kind, SubjectId = SubjectId, At = At, Actor = Actor, Data = Data }, PostId, ChannelId, Title);
    }
}
