using Microsoft.AspNetCore.SignalR;
using Posthaste.Server.SignIn;

namespace Posthaste.Server.Live;

/// <summary>Tells open connections what changed, and takes nothing from them: it has no method that a client could call.</summary>
internal sealed class EventsHub(LiveClients clients, IHubContext<EventsHub> hub) : Hub
{
    public const string Path = "/hubs/events";

    /// <summary>The one message there is: a list of <see cref="ChangedItem"/>. An empty one says to look at everything afresh.</summary>
    private const string Changed = "changed";

    public override Task OnConnectedAsync()
    {
        var (connection, closed) = (Context.ConnectionId, Context.ConnectionAborted);
        var client = new LiveClient(
            Caller.Of(Context.User!), (items, ct) => hub.Clients.Client(connection).SendAsync(Changed, items, ct), Context.Abort);
        clients.Add(connection, client);
        // Ends with the connection; what it would throw then is of no use to anybody.
        _ = client.SendLoopAsync(closed).ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        clients.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
