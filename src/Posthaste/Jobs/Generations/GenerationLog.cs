using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Generations;

internal static partial class GenerationLog
{
    [LoggerMessage(30, LogLevel.Warning, "The database seems to be an older copy, because {Found}. Posts may have gone out between {From:u} and {Until:u} that it knows nothing of. Before any job of it publishes, its account is asked; what cannot be found out needs a person. See docs/operating.md#restoring-a-backup")]
    public static partial void RestoreFound(this ILogger log, string found, DateTimeOffset from, DateTimeOffset until);

    [LoggerMessage(31, LogLevel.Error, "The side file against restored backups in the data folder cannot be written")]
    public static partial void NoteFailed(this ILogger log, Exception exception);

    [LoggerMessage(32, LogLevel.Information, "Job {JobId}: in the restored database, and may have gone out since; asking its account")]
    public static partial void RestoredJobAsked(this ILogger log, Guid jobId);

    [LoggerMessage(33, LogLevel.Information, "Job {JobId}: restore check {Check}: the container says {Witness}, the list is {ListRead}, {Suspects} posts could be it")]
    public static partial void RestoredJobChecked(this ILogger log, Guid jobId, int check, Platforms.Witness witness, string listRead, int suspects);
}
