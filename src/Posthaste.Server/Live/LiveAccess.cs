using System.Data.Common;
using Microsoft.Extensions.Options;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Live;

/// <summary>Closes connections whose session has ended, whose key is no longer good, or whose member does not belong to the workspace any more.</summary>
internal sealed partial class LiveAccess(LiveClients clients, RecheckAccess recheck, IOptions<LiveOptions> options, TimeProvider time, ILogger<LiveAccess> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var changed = clients.NextAccessChange;
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (DbException e)
            {
                // Who is in stays in: nothing can be read or changed meanwhile either.
                LogFailed(e);
                changed = Task.Delay(options.Value.CheckInterval, time, stoppingToken);
            }
            await Task.WhenAny(changed, Task.Delay(options.Value.CheckInterval, time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        // One member may have several windows open: each sign-in is asked about once.
        foreach (var same in clients.All.GroupBy(client => (client.Caller.WorkspaceId, client.Caller.Id, client.Caller.SignedIn?.Session.Id)))
        {
            var rights = await FindRightsAsync(same.First().Caller, ct);
            foreach (var client in same)
            {
                if (rights.Contains(Right.Read)) client.Allow(rights);
                else client.End();
            }
        }
    }

    private Task<IReadOnlySet<Right>> FindRightsAsync(Caller caller, CancellationToken ct) => caller.SignedIn is { } signedIn
        ? recheck.RunForSessionAsync(caller.WorkspaceId, caller.Id, signedIn.Session.Id, ct)
        : recheck.RunForKeyAsync(caller.WorkspaceId, caller.Id, ct);

    [LoggerMessage(LogLevel.Warning, "Whether the open connections may stay open cannot be looked up; that is tried again shortly")]
    private partial void LogFailed(Exception exception);
}
