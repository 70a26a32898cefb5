using Posthaste.Sandbox.Mastodon;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/mastodon</c>: people of the sandbox's one Mastodon server, their tokens, files and posts.</summary>
internal static class MastodonControl
{
    public static void MapMastodon(this IEndpointRouteBuilder api, SandboxState state)
    {
        api.MapGet("/mastodon/settings", () => ControlJson.Ok(state.Run(world => world.Mastodon.Settings)));
        api.MapPatch("/mastodon/settings", (HttpRequest request, CancellationToken ct) => ChangeSettingsAsync(state, request, ct));
        api.MapGet("/mastodon/users", () => ControlJson.Ok(new { items = state.Run(world => world.Mastodon.Users.Values.ToList()) }));
        api.MapPost("/mastodon/users", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapPatch("/mastodon/users/{id}", (string id, HttpRequest request, CancellationToken ct) => ChangeAsync(state, id, request, ct));
        api.MapPost("/mastodon/users/{id}/tokens", (string id, HttpRequest request, CancellationToken ct) => IssueAsync(state, id, request, ct));
        api.MapPost("/mastodon/users/{id}/revocations", (string id) => state.Run(world => Revoke(world, id)));
        api.MapPost("/mastodon/failures", (HttpRequest request, CancellationToken ct) => FailAsync(state, request, ct));
        api.MapGet("/mastodon/files", () => ControlJson.Ok(new { items = state.Run(world => world.Mastodon.Files.Values.Select(Show).ToList()) }));
        api.MapGet("/mastodon/statuses", () => ControlJson.Ok(new { items = state.Run(world => world.Mastodon.Statuses.Select(Show).ToList()) }));
    }

    private static async Task<IResult> ChangeSettingsAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (settings, bad) = ControlJson.Merge(world.Mastodon.Settings, body);
            bad ??= settings!.Problem();
            if (bad is not null) return ControlJson.Bad(bad);
            world.Mastodon.Settings = settings!;
            return ControlJson.Ok(settings!);
        });
    }

    private static async Task<IResult> AddAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var id = world.Mastodon.NextId();
            var (user, bad) = ControlJson.Merge(new FakeMastodonUser { Id = id, Username = $"user_{world.Mastodon.Users.Count + 1}" }, body, "id");
            if (user is null) return ControlJson.Bad(bad!);
            world.Mastodon.Users[user.Id] = user;
            return ControlJson.Created(user);
        });
    }

    private static async Task<IResult> ChangeAsync(SandboxState state, string id, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            if (world.Mastodon.Users.GetValueOrDefault(id) is not { } known) return NoUser(id);
            var (user, bad) = ControlJson.Merge(known, body, "id");
            return user is null ? ControlJson.Bad(bad!) : ControlJson.Ok(world.Mastodon.Users[id] = user);
        });
    }

    /// <summary>As if the person had made an application in their settings.</summary>
    private static async Task<IResult> IssueAsync(SandboxState state, string id, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new TokenOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        return state.Run(world =>
        {
            if (!world.Mastodon.Users.ContainsKey(id)) return NoUser(id);
            var token = new MastodonToken(order.Token ?? NewIds.Random(43), id, order.Scopes);
            world.Mastodon.Tokens[token.Value] = token;
            return ControlJson.Created(new { accessToken = token.Value, token.Scopes });
        });
    }

    private static IResult Revoke(World world, string id)
    {
        if (!world.Mastodon.Users.ContainsKey(id)) return NoUser(id);
        var ending = world.Mastodon.Tokens.Values.Where(token => token.UserId == id && !token.IsRevoked).ToList();
        foreach (var token in ending) world.Mastodon.Tokens[token.Value] = token with { IsRevoked = true };
        return ControlJson.Ok(new { tokens = ending.Count });
    }

    private static async Task<IResult> FailAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new FailureOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        if (order.Times is < 1 or > 1_000) return ControlJson.Bad("times must be between 1 and 1000.");
        return state.Run(world => ControlJson.Created(new { waiting = world.Mastodon.FilesThatFail += order.Times }));
    }

    private static object Show(FakeFile file) => new { file.Id, file.UserId, file.Kind, file.ContentType, bytes = file.Bytes.Length, file.Sha256, file.Description, file.Focus, file.SentAt, file.ReadyAt, file.Fails, file.StatusId };

    private static object Show(FakeStatus status) => new
    {
        status.Id,
        userId = status.User.Id,
        status.Text,
        status.Visibility,
        fileIds = status.Files.Select(file => file.Id).ToList(),
        status.CreatedAt,
        status.Key,
        status.IsDeleted,
    };

    private static IResult NoUser(string id) => ControlJson.NotFound($"There is no user '{id}' of Mastodon.");

    /// <summary>The body of an order for a token.</summary>
    private sealed record TokenOrder
    {
        /// <summary>Null for a random one.</summary>
        public string? Token { get; init; }

        public IReadOnlyList<string> Scopes { get; init; } = ["read", "write"];
    }

    /// <summary>The body of an order for files that come to nothing.</summary>
    private sealed record FailureOrder
    {
        public int Times { get; init; } = 1;
    }
}
