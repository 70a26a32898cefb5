using System.Data.Common;
using Posthaste.Channels;

namespace Posthaste.Server;

/// <summary>Seals everything again under a new key, at the start and soon after the key was added: with SQLite nobody else can, because the database is this process's alone.</summary>
internal sealed partial class KeyWatch(RotateKeys rotateKeys, KeyRing ring, TimeProvider time, ILogger<KeyWatch> log) : BackgroundService
{
    /// <summary>One read of a small file; all sealed rows are read only where it brought another key.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        string? done = null;
        do
        {
            ring.Refresh();
            if (ring.Sealing.Id == done) continue;
            try
            {
                var rotated = await rotateKeys.RunAsync(stoppingToken);
                if (rotated.Sealed > 0) LogSealed(rotated.Sealed, rotated.KeyId);
                if (rotated.Unreadable > 0) LogUnreadable(rotated.Unreadable);
                done = rotated.KeyId;
            }
            catch (Exception e) when (e is DbException or IOException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "{Count} secrets were sealed again, under the key {KeyId}")]
    private partial void LogSealed(int count, string keyId);

    [LoggerMessage(LogLevel.Warning, "{Count} secrets cannot be opened with the keys at hand; bring back the right keys, or connect those accounts again")]
    private partial void LogUnreadable(int count);

    [LoggerMessage(LogLevel.Warning, "The secrets could not be looked at; that is tried again in a minute")]
    private partial void LogFailed(Exception exception);
}
