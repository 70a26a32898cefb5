using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Jobs.Nodes;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Live;

/// <summary>Live events: a SignalR hub over WebSockets alone, so that each node serves whoever comes and no proxy must send anybody back to the same one.</summary>
internal static class LiveApi
{
    /// <summary>What clients send are pings and one handshake.</summary>
    private const int MaxMessageBytes = 1024;

    public static void AddLive(this IServiceCollection services)
    {
        services.AddOptions<LiveOptions>().BindConfiguration(LiveOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = MaxMessageBytes;
            hub.MaximumParallelInvocationsPerClient = 1;
            hub.HandshakeTimeout = TimeSpan.FromSeconds(10);
            hub.EnableDetailedErrors = false;
        }).AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
        services.AddSingleton<LiveClients>().AddSingleton<LivePlaces>().AddDuty<LiveAccess>(NodeRoles.Api);
    }

    public static void MapLive(this WebApplication app)
    {
        var places = app.Services.GetRequiredService<LivePlaces>();
        app.MapHub<EventsHub>(EventsHub.Path, connection =>
        {
            connection.Transports = HttpTransportType.WebSockets;
            connection.ApplicationMaxBufferSize = 4 * MaxMessageBytes;
            connection.WebSockets.CloseTimeout = TimeSpan.FromSeconds(2);
        }).RequireAuthorization().WithMetadata(new Need(Right.Read, MemberOnly: false), new FromOwnPages()).Add(endpoint => Guard(endpoint, places));
    }

    private static void Guard(EndpointBuilder endpoint, LivePlaces places)
    {
        var connect = endpoint.RequestDelegate!;
        // To negotiate would tie a client to the node that answered; there is nothing to negotiate about either.
        var isHub = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText == EventsHub.Path;
        endpoint.RequestDelegate = context =>
            !isHub ? ProblemCodes.ForStatus(StatusCodes.Status404NotFound).ExecuteAsync(context)
            : !IsWebSocket(context) ? NeedsWebSocket().ExecuteAsync(context)
            : ConnectAsync(context, connect, places);
    }

    private static async Task ConnectAsync(HttpContext context, RequestDelegate connect, LivePlaces places)
    {
        var caller = Caller.Of(context.User).Id;
        if (!places.TryTake(caller))
        {
            await TooMany().ExecuteAsync(context);
            return;
        }
        try
        {
            await connect(context);
        }
        finally
        {
            places.Leave(caller);
        }
    }

    private static bool IsWebSocket(HttpContext context) =>
        (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } && context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase))
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    private static ApiProblem NeedsWebSocket() => new(StatusCodes.Status426UpgradeRequired, ProblemCodes.WebSocketNeeded,
        "Live events come over a WebSocket: connect with one, and without negotiating first. Where that is not possible, ask GET /api/v1/events now and then.");

    private static ApiProblem TooMany() => new(StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyConnections,
        "This member or key has as many live connections open as one may (Live:ConnectionsPerMember). Close one first.")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };
}
