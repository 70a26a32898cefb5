using Posthaste.Sandbox.Login;
using Posthaste.Sandbox.TikTok;
using Posthaste.Sandbox.TikTok.Posting;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/tiktok</c>: people of TikTok, what they agreed to, and what was posted for them.</summary>
internal static class TikTokControl
{
    public static void MapTikTok(this IEndpointRouteBuilder api, SandboxState state, SandboxClock clock, TakePost takePost)
    {
        api.MapGet("/tiktok/settings", () => ControlJson.Ok(state.Run(world => world.TikTok.Settings)));
        api.MapPatch("/tiktok/settings", (HttpRequest request, CancellationToken ct) => ChangeSettingsAsync(state, request, ct));
        api.MapGet("/tiktok/users", () => ControlJson.Ok(new { items = state.Run(world => world.TikTok.Users.Values.ToList()) }));
        api.MapPost("/tiktok/users", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapPatch("/tiktok/users/{openId}", (string openId, HttpRequest request, CancellationToken ct) => ChangeAsync(state, openId, request, ct));
        api.MapPost("/tiktok/users/{openId}/tokens", (string openId, HttpRequest request, CancellationToken ct) => IssueAsync(state, clock, openId, request, ct));
        api.MapPost("/tiktok/users/{openId}/failures", (string openId, HttpRequest request, CancellationToken ct) => FailAsync(state, openId, request, ct));
        api.MapPost("/tiktok/users/{openId}/revocations", (string openId) => state.Run(world => world.TikTok.Users.ContainsKey(openId)
            ? ControlJson.Ok(new { grants = world.TikTok.Revoke(grant => grant.OpenId == openId) })
            : NoUser(openId)));
        api.MapGet("/tiktok/posts", (string? openId) => ControlJson.Ok(new
        {
            items = state.Run(world => world.TikTok.Publishes.Values.Where(publish => openId is null || publish.OpenId == openId).Select(publish => Show(publish, clock.Now)).ToList()),
        }));
        api.MapPost("/tiktok/posts/{id}/finish", (string id) => state.Run(world => Finish(world, id, clock.Now)));
        api.MapPost("/tiktok/settle", async (CancellationToken ct) => ControlJson.Ok(new { downloads = await takePost.WaitAsync(ct) }));
    }

    private static async Task<IResult> ChangeSettingsAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (settings, bad) = ControlJson.Merge(world.TikTok.Settings, body);
            bad ??= settings!.Problem();
            if (bad is not null) return ControlJson.Bad(bad);
            world.TikTok.Settings = settings!;
            return ControlJson.Ok(settings!);
        });
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

    private static async Task<IResult> ChangeAsync(SandboxState state, string openId, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            if (world.TikTok.Users.GetValueOrDefault(openId) is not { } known) return NoUser(openId);
            var (user, bad) = ControlJson.Merge(known, body, "openId");
            return user is null ? ControlJson.Bad(bad!) : ControlJson.Ok(world.TikTok.Users[openId] = user);
        });
    }

    /// <summary>As if the person had agreed on the consent page.</summary>
    private static async Task<IResult> IssueAsync(SandboxState state, SandboxClock clock, string openId, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new TokenOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        return state.Run(world =>
        {
            if (!world.TikTok.Users.ContainsKey(openId)) return NoUser(openId);
            var grant = world.TikTok.Grant(id => new TikTokGrant
            {
                Id = id,
                ClientKey = DemoApps.TikTokKey,
                OpenId = openId,
                Scopes = order.Scopes,
                RefreshToken = $"rft.{NewIds.Random(56)}",
                RefreshEndsAt = clock.Now.AddDays(365),
            });
            var token = world.TikTok.Keep(new TikTokToken(order.Token ?? $"act.{NewIds.Random(48)}", grant.Id, clock.Now.AddSeconds(order.ExpiresInSeconds)));
            return ControlJson.Created(new { accessToken = token.Value, refreshToken = grant.RefreshToken, token.EndsAt });
        });
    }

    private static async Task<IResult> FailAsync(SandboxState state, string openId, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new FailureOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        if (order.Reason is not { Length: > 0 } || order.Times is < 1 or > 1_000) return ControlJson.Bad("reason must be a word such as spam_risk, and times 1 to 1000.");
        return state.Run(world =>
        {
            if (!world.TikTok.Users.ContainsKey(openId)) return NoUser(openId);
            if (!world.TikTok.Failures.TryGetValue(openId, out var reasons)) world.TikTok.Failures[openId] = reasons = [];
            for (var i = 0; i < order.Times; i++) reasons.Enqueue(order.Reason);
            return ControlJson.Created(new { waiting = reasons.ToArray() });
        });
    }

    private static IResult Finish(World world, string id, DateTimeOffset now)
    {
        if (world.TikTok.Publishes.GetValueOrDefault(id) is not { } publish) return ControlJson.NotFound($"There is no post '{id}'.");
        if (publish.StatusAt(now) != PublishStatus.InInbox) return ControlJson.Bad("It is not in an inbox.");
        TakePost.Finished(world, publish, now);
        return ControlJson.Ok(Show(publish, now));
    }

    private static object Show(FakePublish publish, DateTimeOffset now) => new
    {
        publish.Id,
        publish.OpenId,
        publish.IsPhoto,
        publish.IsInbox,
        publish.CreatedAt,
        publish.TakenAt,
        publish.EndsAt,
        status = publish.StatusAt(now),
        publish.FailReason,
        publish.PostId,
        uploadedBytes = publish.Upload?.Received,
        chunks = publish.Upload?.Plan.Count,
        publish.Urls,
        publish.Post,
    };

    private static IResult NoUser(string openId) => ControlJson.NotFound($"There is no TikTok user '{openId}'.");

    /// <summary>The body of an order for a token.</summary>
    private sealed record TokenOrder
    {
        /// <summary>Null for a random one.</summary>
        public string? Token { get; init; }

        public IReadOnlyList<string> Scopes { get; init; } = ["user.info.basic", "user.info.profile", "video.publish", "video.upload"];

        public double ExpiresInSeconds { get; init; } = 86_400;
    }

    /// <summary>The body of an order for a failure.</summary>
    private sealed record FailureOrder
    {
        public string? Reason { get; init; }

        public int Times { get; init; } = 1;
    }
}
