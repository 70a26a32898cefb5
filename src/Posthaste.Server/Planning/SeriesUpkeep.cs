using System.Data.Common;
using Posthaste.Planning.Recurring;

namespace Posthaste.Server.Planning;

/// <summary>Has the posts of series made: once an hour, and when one was made or changed here.</summary>
internal sealed partial class SeriesUpkeep(MakeSeriesPosts makePosts, SeriesSignal signal, TimeProvider time, ILogger<SeriesUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                var made = await makePosts.RunAsync(stoppingToken);
                if (made > 0) LogMade(made);
            }
            catch (Exception e) when (e is DbException or IOException)
            {
                LogFailed(e);
            }
            await Task.WhenAny(next, Task.Delay(Interval, time, stoppingToken));
        }
    }

    [LoggerMessage(LogLevel.Information, "Made {Posts} posts of series")]
    private partial void LogMade(int posts);

    [LoggerMessage(LogLevel.Warning, "Posts of series could not be made; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
