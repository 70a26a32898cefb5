namespace Posthaste.Server.Health;

/// <summary>For whatever watches the process: <c>/healthz</c> says that it runs, <c>/readyz</c> that it can work.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Ok(new HealthResponse { Status = HealthStatus.Ok, Checks = [] }))
            .WithName("GetHealth").WithTags("Health").WithSummary("Says that the process runs.");
        app.MapGet("/readyz", GetReadinessAsync)
            .WithName("GetReadiness").WithTags("Health").WithSummary("Says whether the server can do its work, and what keeps it from it.")
            .Produces<HealthResponse>(200).Produces<HealthResponse>(503);
    }

    private static async Task<IResult> GetReadinessAsync(CheckReadiness checkReadiness, CancellationToken ct)
    {
        var checks = await checkReadiness.RunAsync(ct);
        var failed = checks.Any(check => check.Status == HealthStatus.Failed);
        var health = new HealthResponse { Status = failed ? HealthStatus.Failed : HealthStatus.Ok, Checks = checks };
        return TypedResults.Json(health, statusCode: failed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}

/// <summary>How the server is.</summary>
public sealed record HealthResponse
{
    public required HealthStatus Status { get; init; }
    public required IReadOnlyList<HealthCheckResponse> Checks { get; init; }
}

/// <summary>How one thing is that the server needs.</summary>
public sealed record HealthCheckResponse
{
    /// <summary><c>database</c>, <c>data_dir</c>, <c>media_tools</c>, <c>engine</c>, <c>media_host</c> or <c>broker</c>.</summary>
    public required string Name { get; init; }

    public required HealthStatus Status { get; init; }

    /// <summary>For a person; null where there is nothing to say.</summary>
    public string? Detail { get; init; }
}

public enum HealthStatus
{
    Ok,
    Failed,
}
