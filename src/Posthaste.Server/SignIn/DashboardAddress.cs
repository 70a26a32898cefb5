using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Posthaste.Server.SignIn;

/// <summary>Makes the links that are given to people. What is secret in one is behind the <c>#</c>, which browsers send to no server.</summary>
internal sealed class DashboardAddress(IConfiguration configuration, IServer server)
{
    public string SetupLink(string token) => $"{Base()}/setup#{token}";

    public string InviteLink(string token) => $"{Base()}/invite#{token}";

    private string Base()
    {
        if (configuration["PublicBaseUrl"] is { Length: > 0 } url) return url.TrimEnd('/');
        var listens = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? ServerApp.DefaultUrl;
        return listens.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
    }
}
