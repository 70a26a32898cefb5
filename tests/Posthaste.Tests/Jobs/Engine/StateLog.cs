using Dapper;
using Posthaste.Jobs;
using Posthaste.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>A trigger of the test's own that notes every change of a job's state, whoever makes it.</summary>
internal static class StateLog
{
    public static Task WatchAsync(Database database)
    {
        const string table = "CREATE TABLE state_log (old_state text NOT NULL, new_state text NOT NULL)";
        var trigger = database.IsExclusive
            ?
            """
            CREATE TRIGGER watch_state AFTER UPDATE ON publish_jobs WHEN old.state <> new.state
            BEGIN INSERT INTO state_log VALUES (old.state, new.state); END
            """
            :
            """
            CREATE FUNCTION watch_state() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO state_log VALUES (OLD.state, NEW.state); RETURN NULL; END';
            CREATE TRIGGER watch_state AFTER UPDATE ON publish_jobs FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION watch_state()
            """;
        return database.WriteAsync(WritePriority.Api, async connection =>
        {
            await connection.ExecuteAsync(table);
            return await connection.ExecuteAsync(trigger);
        }, CancellationToken.None);
    }

    /// <returns>Each move that was made, once.</returns>
    public static async Task<IReadOnlyList<(JobState From, JobState To)>> ReadAsync(Database database)
    {
        var seen = await database.ReadAsync(connection => connection.QueryAsync<(string From, string To)>(
            "SELECT DISTINCT old_state, new_state FROM state_log"), CancellationToken.None);
        return [.. seen.Select(move => (Words.Parse<JobState>(move.From), Words.Parse<JobState>(move.To)))];
    }
}
