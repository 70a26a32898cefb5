using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/accounts</c> and <c>/sandbox/tokens</c>.</summary>
internal static class AccountsControl
{
    public static void MapAccounts(this IEndpointRouteBuilder api, SandboxState state, SandboxClock clock)
    {
        api.MapGet("/accounts", () => ControlJson.Ok(new { items = state.Run(world => world.Accounts.Values.Select(account => Show(world, account)).ToList()) }));
        api.MapPost("/accounts", (HttpRequest request, CancellationToken ct) => AddAsync(state, clock, request, ct));
        api.MapPatch("/accounts/{id}", (string id, HttpRequest request, CancellationToken ct) => ChangeAsync(state, id, request, ct));
        api.MapPost("/accounts/{id}/tokens", (string id, HttpRequest request, CancellationToken ct) => AddTokenAsync(state, clock, id, request, ct));
        api.MapPatch("/tokens/{token}", (string token, HttpRequest request, CancellationToken ct) => ChangeTokenAsync(state, clock, token, request, ct));
        api.MapDelete("/tokens/{token}", (string token) => state.Run(world => world.Tokens.Remove(token))
            ? Results.NoContent()
            : ControlJson.NotFound("There is no such token."));
    }

    private static async Task<IResult> AddAsync(SandboxState state, SandboxClock clock, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (token, noText) = ControlJson.TakeText(body, "token");
            if (noText is not null) return ControlJson.Bad(noText);
            var number = world.Accounts.Count + 1;
            var blank = new FakeAccount { Id = FreeId(world), Username = $"sandbox.account.{number}", Name = $"Sandbox account {number}", CreatedAt = clock.Now };
            var (account, bad) = ControlJson.Merge(blank, body, "createdAt");
            if (account is null) return ControlJson.Bad(bad!);
            if (ProblemOf(world, account, isNew: true) is { } wrong) return ControlJson.Bad(wrong);
            token ??= $"IGsandbox{NewIds.Random(24)}";
            if (world.Tokens.ContainsKey(token)) return ControlJson.Bad("The token is taken.");
            world.AddAccount(account);
            world.Tokens[token] = new FakeToken { Value = token, AccountId = account.Id, IssuedAt = clock.Now };
            return ControlJson.Created(Show(world, account));
        });
    }

    private static async Task<IResult> ChangeAsync(SandboxState state, string id, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            if (world.Accounts.GetValueOrDefault(id) is not { } current) return ControlJson.NotFound($"There is no account '{id}'.");
            var (account, bad) = ControlJson.Merge(current, body, "id", "createdAt");
            bad ??= account is null ? null : ProblemOf(world, account, isNew: false);
            if (bad is not null) return ControlJson.Bad(bad);
            world.Accounts[id] = account!;
            return ControlJson.Ok(Show(world, account!));
        });
    }

    private static async Task<IResult> AddTokenAsync(SandboxState state, SandboxClock clock, string id, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            if (!world.Accounts.ContainsKey(id)) return ControlJson.NotFound($"There is no account '{id}'.");
            var (value, noText) = ControlJson.TakeText(body, "token");
            if (noText is not null) return ControlJson.Bad(noText);
            value ??= $"IGsandbox{NewIds.Random(24)}";
            if (world.Tokens.ContainsKey(value)) return ControlJson.Bad("The token is taken.");
            return Keep(world, clock, new FakeToken { Value = value, AccountId = id, IssuedAt = clock.Now }, body, created: true);
        });
    }

    private static async Task<IResult> ChangeTokenAsync(SandboxState state, SandboxClock clock, string token, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world => world.Tokens.GetValueOrDefault(token) is { } current
            ? Keep(world, clock, current, body, created: false)
            : ControlJson.NotFound("There is no such token."));
    }

    private static IResult Keep(World world, SandboxClock clock, FakeToken current, JsonObject body, bool created)
    {
        if (body.Remove("expiresInSeconds", out var seconds) && seconds is not null)
        {
            if (seconds.GetValueKind() is not System.Text.Json.JsonValueKind.Number || seconds.GetValue<double>() is not (>= -315_360_000 and <= 315_360_000))
                return ControlJson.Bad("expiresInSeconds must be a number of seconds, ten years at most.");
            body["expiresAt"] = clock.Now + TimeSpan.FromSeconds(seconds.GetValue<double>());
        }
        var (token, bad) = ControlJson.Merge(current, body, "value", "accountId", "issuedAt", "shared", "declined", "consentedAt", "userToken");
        if (token is null) return ControlJson.Bad(bad!);
        if (token.Login is LoginProduct.Tiktok) return ControlJson.Bad("login must be instagram or facebook.");
        if (token.ClientId is { } clientId && !world.Apps.ContainsKey(clientId)) return ControlJson.Bad($"There is no app '{clientId}'.");
        if (token.PersonId is { } personId && !world.People.ContainsKey(personId)) return ControlJson.Bad($"There is no person '{personId}'.");
        if (token.RevokedSubcode is { } subcode && !TokenErrors.Subcodes.Contains(subcode))
            return ControlJson.Bad($"revokedSubcode must be one of {string.Join(", ", TokenErrors.Subcodes)}.");
        world.Tokens[token.Value] = token;
        return created ? ControlJson.Created(token) : ControlJson.Ok(token);
    }

    private static string? ProblemOf(World world, FakeAccount account, bool isNew)
    {
        if (account.Id.Length is < 1 or > 20 || !account.Id.All(char.IsAsciiDigit)) return "id must be 1 to 20 digits.";
        if (isNew && world.Accounts.ContainsKey(account.Id)) return "The id is taken.";
        if (account.Username.Length is < 1 or > 30 || !account.Username.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_'))
            return "username must be 1 to 30 letters, digits, dots and underscores.";
        if (world.AccountByName(account.Username) is { } other && other.Id != account.Id) return "The username is taken.";
        if (!world.People.ContainsKey(account.OwnerId)) return $"There is no person '{account.OwnerId}'.";
        if (account.VideoProcessingSeconds is { } seconds && seconds is not (>= 0 and <= 31_536_000)) return "videoProcessingSeconds must be between 0 and a year.";
        if (account.CallLimit < 1) return "callLimit must be above 0.";
        return account.QuotaTotal < 0 ? "quotaTotal must not be negative." : null;
    }

    private static string FreeId(World world)
    {
        string id;
        do id = world.Ids.Account();
        while (world.Accounts.ContainsKey(id));
        return id;
    }

    private static object Show(World world, FakeAccount account) => new
    {
        account.Id,
        account.Username,
        account.Name,
        account.Biography,
        account.Website,
        account.FollowersCount,
        account.FollowsCount,
        account.QuotaTotal,
        account.Restricted,
        account.HideLikes,
        account.VideoProcessingSeconds,
        account.TrialReels,
        account.CallLimit,
        account.Usage,
        account.CreatedAt,
        account.OwnerId,
        account.Type,
        account.HasPage,
        tokens = world.Tokens.Values.Where(token => token.AccountIds().Contains(account.Id)).ToList(),
    };
}
