using Posthaste.Sandbox.Facebook;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/facebook</c>: Pages of Facebook, their tokens, pictures, reels and posts.</summary>
internal static class FacebookControl
{
    public static void MapFacebook(this IEndpointRouteBuilder api, SandboxState state, SandboxClock clock)
    {
        api.MapGet("/facebook/settings", () => ControlJson.Ok(state.Run(world => world.Facebook.Settings)));
        api.MapPatch("/facebook/settings", (HttpRequest request, CancellationToken ct) => ChangeSettingsAsync(state, request, ct));
        api.MapGet("/facebook/pages", () => ControlJson.Ok(new { items = state.Run(world => world.Facebook.Pages.Values.ToList()) }));
        api.MapPost("/facebook/pages", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapPatch("/facebook/pages/{id}", (string id, HttpRequest request, CancellationToken ct) => ChangeAsync(state, id, request, ct));
        api.MapPost("/facebook/pages/{id}/tokens", (string id, HttpRequest request, CancellationToken ct) => IssueAsync(state, clock, id, request, ct));
        api.MapPost("/facebook/pages/{id}/revocations", (string id, HttpRequest request, CancellationToken ct) => RevokeAsync(state, id, request, ct));
        api.MapPost("/facebook/failures", (HttpRequest request, CancellationToken ct) => FailAsync(state, request, ct));
        api.MapGet("/facebook/photos", () => ControlJson.Ok(new { items = state.Run(world => world.Facebook.Photos.Values.ToList()) }));
        api.MapGet("/facebook/reels", () => ControlJson.Ok(new { items = state.Run(world => world.Facebook.Reels.Values.Select(Show).ToList()) }));
        api.MapGet("/facebook/posts", () => ControlJson.Ok(new { items = state.Run(world => world.Facebook.Posts.Select(Show).ToList()) }));
    }

    private static async Task<IResult> ChangeSettingsAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (settings, bad) = ControlJson.Merge(world.Facebook.Settings, body);
            bad ??= settings!.Problem();
            if (bad is not null) return ControlJson.Bad(bad);
            world.Facebook.Settings = settings!;
            return ControlJson.Ok(settings!);
        });
    }

    private static async Task<IResult> AddAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (page, bad) = ControlJson.Merge(new FakePage { Id = world.Facebook.NextPage(), Name = $"Page {world.Facebook.Pages.Count + 1}" }, body, "id");
            if (page is null) return ControlJson.Bad(bad!);
            world.Facebook.Pages[page.Id] = page;
            return ControlJson.Created(page);
        });
    }

    private static async Task<IResult> ChangeAsync(SandboxState state, string id, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            if (world.Facebook.Pages.GetValueOrDefault(id) is not { } known) return NoPage(id);
            var (page, bad) = ControlJson.Merge(known, body, "id");
            return page is null ? ControlJson.Bad(bad!) : ControlJson.Ok(world.Facebook.Pages[id] = page);
        });
    }

    private static async Task<IResult> IssueAsync(SandboxState state, SandboxClock clock, string id, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new TokenOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        var value = order.Token ?? FacebookId.TokenPrefix + NewIds.Random(24);
        if (!value.StartsWith(FacebookId.TokenPrefix, StringComparison.Ordinal)) return ControlJson.Bad($"token must begin with {FacebookId.TokenPrefix}.");
        return state.Run(world =>
        {
            if (!world.Facebook.Pages.ContainsKey(id)) return NoPage(id);
            var ends = order.ExpiresInSeconds is { } seconds ? clock.Now.AddSeconds(seconds) : (DateTimeOffset?)null;
            var token = world.Facebook.Issue(value, id, order.Scopes, ends, clock.Now);
            return ControlJson.Created(new { accessToken = token.Value, token.Scopes, token.ExpiresAt });
        });
    }

    private static async Task<IResult> RevokeAsync(SandboxState state, string id, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new RevocationOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        if (!TokenErrors.Subcodes.Contains(order.Subcode)) return ControlJson.Bad($"subcode must be one of {string.Join(", ", TokenErrors.Subcodes)}.");
        return state.Run(world =>
        {
            if (!world.Facebook.Pages.ContainsKey(id)) return NoPage(id);
            var ending = world.Facebook.Tokens.Values.Where(token => token.AccountId == id && token.RevokedSubcode is null).ToList();
            foreach (var token in ending) world.Facebook.Tokens[token.Value] = token with { RevokedSubcode = order.Subcode };
            return ControlJson.Ok(new { tokens = ending.Count });
        });
    }

    private static async Task<IResult> FailAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new FailureOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        if (order.Times is < 1 or > 1_000) return ControlJson.Bad("times must be between 1 and 1000.");
        return state.Run(world => ControlJson.Created(new { waiting = world.Facebook.ReelsThatFail += order.Times }));
    }

    private static object Show(FakeReel reel) => new { reel.Id, reel.PageId, reel.StartedAt, reel.FileSize, reel.Received, reel.Sha256, reel.Fault, reel.Description, reel.FinishedAt, reel.EndsAt, reel.IsDeleted };

    private static object Show(FakePagePost post) => new { post.Id, post.PageId, post.Message, post.Link, post.Place, photoIds = post.Photos.Select(photo => photo.Id).ToList(), post.CreatedAt, post.IsDeleted };

    private static IResult NoPage(string id) => ControlJson.NotFound($"There is no Page '{id}'.");

    /// <summary>The body of an order for a token.</summary>
    private sealed record TokenOrder
    {
        /// <summary>Null for a random one.</summary>
        public string? Token { get; init; }

        public IReadOnlyList<string> Scopes { get; init; } = FacebookWorld.AllScopes;

        /// <summary>Null for one without end, as those of Pages are.</summary>
        public double? ExpiresInSeconds { get; init; }
    }

    /// <summary>The body of an order for the end of a Page's tokens.</summary>
    private sealed record RevocationOrder
    {
        public int Subcode { get; init; } = 460;
    }

    /// <summary>The body of an order for reels that come to nothing.</summary>
    private sealed record FailureOrder
    {
        public int Times { get; init; } = 1;
    }
}
