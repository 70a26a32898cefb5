using Posthaste.Sandbox.Discord;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/discord</c>: webhooks, what was sent through them, and what goes wrong.</summary>
internal static class DiscordControl
{
    public static void MapDiscord(this IEndpointRouteBuilder sandbox, SandboxState state)
    {
        var api = sandbox.MapGroup("/discord");
        api.MapGet("", () => ControlJson.Ok(state.Run(world => new { world.Discord.Settings, webhooks = world.Discord.Webhooks.Values.ToList() })));
        api.MapPatch("/settings", (HttpRequest request, CancellationToken ct) => ChangeSettingsAsync(state, request, ct));
        api.MapPost("/webhooks", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapDelete("/webhooks/{id}", (string id) => state.Run(world =>
        {
            if (world.Discord.Webhooks.GetValueOrDefault(id) is not { } webhook) return ControlJson.NotFound($"There is no webhook '{id}'.");
            webhook.IsDeleted = true;
            return Results.NoContent();
        }));
        api.MapGet("/messages", (string? webhook) => ControlJson.Ok(new
        {
            items = state.Run(world => world.Discord.Messages.Where(message => webhook is null || message.WebhookId == webhook).ToList()),
        }));
        api.MapGet("/calls", () => ControlJson.Ok(new { items = state.Run(world => world.Discord.Calls.ToList()) }));
        api.MapMessengerFaults(state, world => world.Discord.Faults);
    }

    private static async Task<IResult> ChangeSettingsAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (settings, bad) = ControlJson.Merge(world.Discord.Settings, body);
            if (settings is null) return ControlJson.Bad(bad!);
            if (settings.CallsPerWindow < 1 || settings.WindowSeconds is not (> 0 and <= 86_400)) return ControlJson.Bad("Limits must be above 0.");
            return ControlJson.Ok(world.Discord.Settings = settings);
        });
    }

    private static async Task<IResult> AddAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (order, bad) = ControlJson.Merge(new Order(), body);
            if (order is null) return ControlJson.Bad(bad!);
            if (order.Name is not { Length: >= 1 and <= 80 } name || name.Contains("clyde", StringComparison.OrdinalIgnoreCase) || name.Contains("discord", StringComparison.OrdinalIgnoreCase))
                return ControlJson.Bad("name must be 1 to 80 characters, without clyde and discord.");
            var id = world.Discord.NewId();
            return ControlJson.Created(world.Discord.Add(new FakeDiscordWebhook
            {
                Id = id,
                Token = order.Token ?? NewIds.Random(68),
                Name = name,
                ChannelId = world.Discord.NewId(),
                IsForum = order.IsForum,
            }));
        });
    }

    private sealed record Order
    {
        public string Name { get; init; } = "Posthaste";

        public string? Token { get; init; }

        public bool IsForum { get; init; }
    }
}
