using Posthaste.Sandbox.Control;

namespace Posthaste.Sandbox.Cloudinary;

/// <summary><c>/sandbox/cloudinary</c>: what came, and what is to go wrong.</summary>
internal static class CloudControl
{
    public static void Map(IEndpointRouteBuilder app, CloudWorld world)
    {
        var api = app.MapGroup("/sandbox/cloudinary");
        api.MapGet("", () => ControlJson.Ok(world.Run(_ => new
        {
            calls = world.Calls.ToArray(),
            assets = world.Assets.Select(asset => new { asset.Type, asset.PublicId, bytes = asset.Bytes.Length, asset.CreatedAt }).ToArray(),
        })));
        api.MapPost("/faults", (HttpRequest request, CancellationToken ct) => OrderAsync(world, request, ct));
        api.MapPost("/reset", () => world.Run(_ =>
        {
            world.Reset();
            return Results.NoContent();
        }));
    }

    private static async Task<IResult> OrderAsync(CloudWorld world, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new Order(), body);
        if (order is null) return ControlJson.Bad(bad!);
        switch (order.Kind)
        {
            case "error" when !CloudFault.Steps.Contains(order.Step):
                return ControlJson.Bad($"step must be one of {string.Join(", ", CloudFault.Steps)}.");
            case "error" when order.Status is not (>= 400 and <= 599) || order.Times < 0:
                return ControlJson.Bad("status must be between 400 and 599, and times 0, for no end, or above.");
            case "error":
                return Done(() => world.Order(new CloudFault(order.Step, order.Status, order.Times)));
            case "lazy":
                return Done(() => world.Order(new CloudFault("deliver", 423, order.Times)));
            case "upload_then_reset":
                return Done(() => world.Order(new CloudFault("upload", 0, order.Times)));
            case "lose_parts":
                return Done(world.LoseParts);
            case "changes":
                return Done(() => world.ChangesBy = 10);
            default:
                return ControlJson.Bad("kind must be one of error, lazy, upload_then_reset, lose_parts, changes.");
        }

        IResult Done(Action change) => world.Run(_ =>
        {
            change();
            return ControlJson.Created(new { order.Kind });
        });
    }

    private sealed record Order
    {
        public string? Kind { get; init; }

        public string Step { get; init; } = "upload";

        public int Status { get; init; } = 500;

        public int Times { get; init; } = 1;
    }
}
