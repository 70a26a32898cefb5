using Posthaste.Sandbox.TikTok;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/tiktok</c>: people of TikTok, and the end of what they agreed to.</summary>
internal static class TikTokControl
{
    public static void MapTikTok(this IEndpointRouteBuilder api, SandboxState state)
    {
        api.MapGet("/tiktok/users", () => ControlJson.Ok(new { items = state.Run(world => world.TikTok.Users.Values.ToList()) }));
        api.MapPost("/tiktok/users", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapPost("/tiktok/users/{openId}/revocations", (string openId) => state.Run(world => world.TikTok.Users.ContainsKey(openId)
            ? ControlJson.Ok(new { grants = world.TikTok.Revoke(grant => grant.OpenId == openId) })
            : ControlJson.NotFound($"There is no TikTok user '{openId}'.")));
    }

    private static async Task<IResult> AddAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var number = world.TikTok.Users.Count + 1;
            var (user, bad) = ControlJson.Merge(new FakeTikTokUser { OpenId = $"-000sandbox0user{number}", Username = $"sandbox.user.{number}" }, body);
            if (user is null) return ControlJson.Bad(bad!);
            if (user.OpenId.Length is < 1 or > 64) return ControlJson.Bad("openId must be 1 to 64 characters.");
            return world.TikTok.Users.TryAdd(user.OpenId, user) ? ControlJson.Created(user) : ControlJson.Bad("The openId is taken.");
        });
    }
}
