using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Metrics;

/// <summary><c>/metrics</c>, for whatever watches the server.</summary>
internal static class MetricsApi
{
    public static void AddMetricsApi(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TracesOptions>().BindConfiguration(TracesOptions.Section).ValidateOnStart();
        services.AddHostedService<TraceExport>();
        services.AddSingleton<EngineFigures>().AddHostedService(provider => provider.GetRequiredService<EngineFigures>());
    }

    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", (HttpContext http, EngineFigures figures, IOptions<MetricsOptions> options) =>
                MayRead(http, options.Value.Token)
                    ? Results.Text(figures.Read(), PrometheusText.ContentType)
                    : Refused(http, options.Value.Token))
            .ExcludeFromDescription();

    /// <summary>With a token, who has it; without one, who is on this machine and does not come through a proxy.</summary>
    private static bool MayRead(HttpContext http, string? token)
    {
        if (token is null)
        {
            return http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
                && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
        }
        var given = http.Request.Headers.Authorization.ToString();
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {token}")));
    }

    private static ApiProblem Refused(HttpContext http, string? token)
    {
        if (token is null) return new ApiProblem(403, "forbidden", "Only a program on this machine may read the figures. Set Metrics:Token to read them from elsewhere.");
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return new ApiProblem(401, ProblemCodes.Unauthorized, "Send the token of Metrics:Token as Authorization: Bearer.");
    }
}
