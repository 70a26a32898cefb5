using Microsoft.Extensions.Options;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Server.Verbs;

/// <summary>No verb: serves the API and runs the engine until it is told to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = ServerApp.Build(args);
        await ServerApp.PrepareAsync(app, CancellationToken.None);
        await app.StartAsync();
        foreach (var url in app.Urls) Console.WriteLine($"Posthaste listens on {url}");
        if (app.Services.GetRequiredService<IOptions<NodeOptions>>().Value.Is(NodeRoles.Api) && await SetupLink.OfferAsync(app, CancellationToken.None) is { } link)
            Console.WriteLine($"Nobody owns this server yet. Whoever opens this link within 24 hours does; it works once:\n{link}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
