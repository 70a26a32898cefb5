using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Control;

/// <summary><c>faults</c> below <c>/sandbox/telegram</c> and <c>/sandbox/discord</c>.</summary>
internal static class MessengerFaultsControl
{
    public static void MapMessengerFaults(this IEndpointRouteBuilder api, SandboxState state, Func<World, MessengerFaults> faults)
    {
        api.MapGet("/faults", () => ControlJson.Ok(new { items = state.Run(world => faults(world).All.ToList()) }));
        api.MapPost("/faults", (HttpRequest request, CancellationToken ct) => AddAsync(state, faults, request, ct));
        api.MapDelete("/faults", () =>
        {
            state.Run(world => faults(world).Clear());
            return Results.NoContent();
        });
    }

    private static async Task<IResult> AddAsync(SandboxState state, Func<World, MessengerFaults> faults, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (fault, bad) = ControlJson.Merge(new MessengerFault(), body, "id", "hits", "isAfter");
        bad ??= fault!.Problem();
        return bad is not null ? ControlJson.Bad(bad) : ControlJson.Created(state.Run(world => faults(world).Add(fault!)));
    }
}
