using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Verbs;

/// <summary>The way in to a new server, for whoever sees what it prints. Printed and not logged: logs are collected and kept.</summary>
internal static class SetupLink
{
    /// <returns>Null where the server has an owner.</returns>
    public static async Task<string?> OfferAsync(WebApplication app, CancellationToken ct) =>
        await app.Services.GetRequiredService<OfferSetup>().RunAsync(ct) is { } token
            ? app.Services.GetRequiredService<DashboardAddress>().SetupLink(token.Reveal())
            : null;
}
