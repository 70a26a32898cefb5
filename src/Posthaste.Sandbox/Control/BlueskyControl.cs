using Posthaste.Sandbox.Bluesky;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/bluesky</c>: accounts, their records, and how the server behaves. Faults are ordered as for all: <c>code</c> and <c>refresh</c> are
/// signing in, <c>upload</c> a file, <c>publish</c> writing a post, <c>status</c> reading one.</summary>
internal static class BlueskyControl
{
    public static void MapBluesky(this IEndpointRouteBuilder api, SandboxState state)
    {
        api.MapGet("/bluesky/settings", () => ControlJson.Ok(state.Run(world => world.Bluesky.Settings)));
        api.MapPatch("/bluesky/settings", (HttpRequest request, CancellationToken ct) => ChangeSettingsAsync(state, request, ct));
        api.MapGet("/bluesky/accounts", () => ControlJson.Ok(new { items = state.Run(world => world.Bluesky.Accounts.Values.Select(account => new { account.Did, account.Handle, sessions = Open(world, account) }).ToList()) }));
        api.MapPost("/bluesky/accounts", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapPost("/bluesky/accounts/{name}/revocations", (string name) => state.Run(world => Revoke(world, name)));
        api.MapGet("/bluesky/accounts/{name}/posts", (string name) => state.Run(world => world.Bluesky.ByName(name) is { } account
            ? ControlJson.Ok(new { items = account.Records.Values.Select(record => new { record.Uri, record.WrittenAt, record.Value }).ToList() })
            : NoAccount(name)));
    }

    private static async Task<IResult> ChangeSettingsAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (settings, bad) = ControlJson.Merge(world.Bluesky.Settings, body);
            bad ??= settings!.Problem();
            if (bad is not null) return ControlJson.Bad(bad);
            world.Bluesky.Settings = settings!;
            return ControlJson.Ok(settings!);
        });
    }

    private static async Task<IResult> AddAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var number = world.Bluesky.Accounts.Count + 1;
            var (order, bad) = ControlJson.Merge(new AccountOrder { Handle = $"user{number}.test" }, body);
            if (order is null) return ControlJson.Bad(bad!);
            if (world.Bluesky.ByName(order.Handle) is not null) return ControlJson.Bad("The handle is taken.");
            var account = new FakeRepo { Did = $"did:plc:sandboxuser{new string((char)('a' + (number % 26)), 13)}", Handle = order.Handle, Password = order.Password };
            return world.Bluesky.Accounts.TryAdd(account.Did, account) ? ControlJson.Created(new { account.Did, account.Handle, account.Password }) : ControlJson.Bad("There are enough accounts.");
        });
    }

    /// <summary>As if the person had deleted the app password.</summary>
    private static IResult Revoke(World world, string name)
    {
        if (world.Bluesky.ByName(name) is not { } account) return NoAccount(name);
        account.Password = NewIds.Random(19);
        var ended = world.Bluesky.Sessions.Where(session => session.Value.Did == account.Did).Select(session => session.Key).ToList();
        foreach (var token in ended) world.Bluesky.Sessions.Remove(token);
        return ControlJson.Ok(new { sessions = ended.Count });
    }

    private static int Open(World world, FakeRepo account) => world.Bluesky.Sessions.Values.Count(session => session.Did == account.Did && !session.IsRefresh);

    private static IResult NoAccount(string name) => ControlJson.NotFound($"There is no Bluesky account '{name}'.");

    /// <summary>The body of an order for an account.</summary>
    private sealed record AccountOrder
    {
        public required string Handle { get; init; }

        public string Password { get; init; } = "sand-boxd-user-pass";
    }
}
