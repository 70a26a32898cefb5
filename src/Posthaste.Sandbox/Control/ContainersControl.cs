using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/containers</c>: what became of containers, and why, which the platform does not tell.</summary>
internal static class ContainersControl
{
    public static void MapContainers(this IEndpointRouteBuilder api, SandboxState state, SandboxClock clock)
    {
        api.MapGet("/containers", (string? account) => state.Run(world =>
        {
            var id = account is null ? null : world.AccountByIdOrName(account)?.Id ?? "";
            return ControlJson.Ok(new
            {
                items = world.Containers.Values.Where(container => id is null || container.AccountId == id).Select(container => Show(container, clock.Now)).ToList(),
            });
        }));
        api.MapGet("/containers/{id}", (string id) => state.Run(world => world.Containers.GetValueOrDefault(id) is { } container
            ? ControlJson.Ok(Show(container, clock.Now))
            : ControlJson.NotFound($"There is no container '{id}'.")));
        api.MapPost("/containers/{id}/copies", (string id) => state.Run(world => world.Containers.GetValueOrDefault(id) is { } container
            ? ControlJson.Created(Show(PublishContainer.ByHand(world, container, clock.Now), clock.Now))
            : ControlJson.NotFound($"There is no container '{id}'.")));
    }

    private static object Show(FakeContainer container, DateTimeOffset now) => new
    {
        container.Id,
        container.AccountId,
        container.Draft.Kind,
        isVideo = container.Draft.Video is not null,
        container.CreatedAt,
        readyAt = container.ReadyAt == DateTimeOffset.MaxValue ? (DateTimeOffset?)null : container.ReadyAt,
        status = container.StatusAt(now),
        container.ErrorSubcode,
        container.ErrorReason,
        bytesReceived = container.Intake?.Received,
        video = container.Video?.Facts,
        container.MediaId,
    };
}
