using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Login;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/revocations</c>, the callbacks of <c>/sandbox/apps</c>, and <c>/sandbox/oauth</c>, the ledger of tokens.</summary>
internal static class RevocationControl
{
    public static void MapRevocations(this IEndpointRouteBuilder api, SandboxState state, SandboxClock clock, AppCallbacks callbacks)
    {
        api.MapPost("/revocations", (HttpRequest request, CancellationToken ct) => RevokeAsync(state, clock, request, ct));
        api.MapPost("/apps/{clientId}/deauthorize", (string clientId, HttpRequest request, CancellationToken ct) =>
            CallBackAsync(state, clock, callbacks, clientId, isDeletion: false, request, ct));
        api.MapPost("/apps/{clientId}/data-deletion", (string clientId, HttpRequest request, CancellationToken ct) =>
            CallBackAsync(state, clock, callbacks, clientId, isDeletion: true, request, ct));
        api.MapGet("/oauth", (string? token, string? account, string? clientId, string? step) => ReadLedger(state, token, account, clientId, step));
    }

    private static async Task<IResult> RevokeAsync(SandboxState state, SandboxClock clock, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new RevocationOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        return state.Run(world =>
        {
            if (order.Reason is not { } reason) return ControlJson.Bad("reason must be one of password_changed, app_removed, checkpoint, not_confirmed, logged_out, role_lost, expired.");
            var (who, wrong) = Who(world, order.Account, order.Person);
            if (who is null) return ControlJson.Bad(wrong!);
            bool Hit(FakeToken token) => who(token)
                && (order.ClientId is null || token.ClientId == order.ClientId)
                && (reason is not RevocationReason.RoleLost || token.Kind is TokenKind.Page);
            return ControlJson.Ok(new { tokens = reason is RevocationReason.Expired ? Expire(world, Hit, clock.Now) : Revocation.Run(world, Hit, (int)reason) });
        });
    }

    private static int Expire(World world, Func<FakeToken, bool> hit, DateTimeOffset now)
    {
        var ending = world.Tokens.Values.Where(token => (token.ExpiresAt is null || token.ExpiresAt > now) && hit(token)).ToList();
        foreach (var token in ending) world.Tokens[token.Value] = token with { ExpiresAt = now };
        return ending.Count;
    }

    private static async Task<IResult> CallBackAsync(
        SandboxState state, SandboxClock clock, AppCallbacks callbacks, string clientId, bool isDeletion, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (order, bad) = ControlJson.Merge(new CallbackOrder(), body);
        if (order is null) return ControlJson.Bad(bad!);
        var (callback, refusal) = state.Run(world => Prepare(world, clientId, isDeletion, order, clock.Now));
        if (callback is null) return refusal!;
        var answer = await callbacks.SendAsync(callback.Url, callback.SignedRequest, ct);
        if (isDeletion) answer = AppCallbacks.ReadDeletion(answer);
        return ControlJson.Ok(answer with { Tokens = callback.Tokens });
    }

    private static (Callback? Callback, IResult? Refusal) Prepare(World world, string clientId, bool isDeletion, CallbackOrder order, DateTimeOffset now)
    {
        if (world.Apps.GetValueOrDefault(clientId) is not { } app) return (null, ControlJson.NotFound($"There is no app '{clientId}'."));
        if ((isDeletion ? app.DataDeletionUrl : app.DeauthorizeUrl) is not { } url)
            return (null, ControlJson.Bad($"The app has no {(isDeletion ? "dataDeletionUrl" : "deauthorizeUrl")}."));
        if (order.Account is null || world.AccountByIdOrName(order.Account) is not { } account) return (null, ControlJson.Bad("account must be the id or username of an account."));
        var isFacebook = app.Login is LoginProduct.Facebook;
        var userId = isFacebook ? account.OwnerId : world.Settings.CallbackUser is CallbackUser.UserId ? account.Id : ReadAccount.AppScopedId(account);
        var tokens = isDeletion || order.Forged ? 0 : Revocation.Run(world, token => BelongsTo(world, token, app, account), 458);
        return (new Callback(url, SignedRequest.Make(order.Forged ? $"not {app.Secret}" : app.Secret, userId, now), tokens), null);
    }

    /// <summary>With Facebook Login a person removes an app for all their Pages at once.</summary>
    private static bool BelongsTo(World world, FakeToken token, FakeApp app, FakeAccount account) =>
        token.Login == app.Login && (token.ClientId is null || token.ClientId == app.ClientId)
        && (token.AccountIds().Contains(account.Id) || (app.Login is LoginProduct.Facebook && OwnerOf(world, token) == account.OwnerId));

    private static string? OwnerOf(World world, FakeToken token) => token.PersonId ?? (token.AccountId is { } id ? world.Accounts[id].OwnerId : null);

    private static (Func<FakeToken, bool>? Who, string? Problem) Who(World world, string? account, string? person)
    {
        if (account is null == person is null) return (null, "Either account or person must be sent.");
        if (person is not null)
        {
            return world.People.ContainsKey(person)
                ? (token => token.Login is LoginProduct.Facebook && OwnerOf(world, token) == person, null)
                : (null, $"There is no person '{person}'.");
        }
        return world.AccountByIdOrName(account!) is { } found
            ? (token => token.AccountIds().Contains(found.Id), null)
            : (null, $"There is no account '{account}'.");
    }

    private static IResult ReadLedger(SandboxState state, string? token, string? account, string? clientId, string? step) => state.Run(world =>
    {
        var id = account is null ? null : world.AccountByIdOrName(account)?.Id ?? "";
        var items = world.OAuth.Calls.Where(call => (token is null || call.Token == token || call.NewToken == token)
            && (id is null || call.AccountId == id)
            && (clientId is null || call.ClientId == clientId)
            && (step is null || call.Step == step)).ToList();
        var counts = items.GroupBy(call => call.Step, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new { calls = group.Count(), accepted = group.Count(call => call.Accepted) }, StringComparer.Ordinal);
        return ControlJson.Ok(new { items, counts });
    });

    private sealed record Callback(string Url, string SignedRequest, int Tokens);

    private sealed record RevocationOrder
    {
        public string? Account { get; init; }

        public string? Person { get; init; }

        /// <summary>Null for the tokens of every app.</summary>
        public string? ClientId { get; init; }

        public RevocationReason? Reason { get; init; }
    }

    private sealed record CallbackOrder
    {
        public string? Account { get; init; }

        /// <summary>Signs with another secret, as somebody else would; then no token dies.</summary>
        public bool Forged { get; init; }
    }
}
