using System.Net.Http.Headers;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.TikTok;

/// <summary>One request to open.tiktokapis.com, read.</summary>
/// <param name="Step">A word of <see cref="Steps"/>.</param>
/// <param name="Params">Query and body.</param>
/// <param name="BearerToken">Null where none was sent.</param>
/// <param name="ArrivedAt">On the sandbox's clock.</param>
internal sealed record TikTokCall(string Step, GraphParams Params, string? BearerToken, DateTimeOffset ArrivedAt)
{
    public static TikTokCall From(HttpRequest request, GraphParams parameters, DateTimeOffset now)
    {
        var step = request.Path.Value!.TrimEnd('/') switch
        {
            "/v2/oauth/token" => parameters.Get("grant_type") == "refresh_token" ? Steps.Refresh : Steps.Code,
            "/v2/oauth/revoke" => Steps.Revoke,
            _ => Steps.Account,
        };
        var bearer = AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme == "Bearer" ? header.Parameter : null;
        return new(step, parameters, bearer, now);
    }
}
