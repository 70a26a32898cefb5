using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Login;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/apps</c> and <c>/sandbox/people</c>: who may ask, and who is asked.</summary>
internal static class AppsControl
{
    public static void MapApps(this IEndpointRouteBuilder api, SandboxState state)
    {
        api.MapGet("/apps", () => ControlJson.Ok(new { items = state.Run(world => world.Apps.Values.ToList()) }));
        api.MapPost("/apps", (HttpRequest request, CancellationToken ct) => AddAsync(state, request, ct));
        api.MapPatch("/apps/{clientId}", (string clientId, HttpRequest request, CancellationToken ct) => ChangeAsync(state, clientId, request, ct));
        api.MapDelete("/apps/{clientId}", (string clientId) => state.Run(world => world.Apps.Remove(clientId))
            ? Results.NoContent()
            : ControlJson.NotFound($"There is no app '{clientId}'."));
        api.MapGet("/people", () => ControlJson.Ok(new { items = state.Run(world => world.People.Values.ToList()) }));
        api.MapPost("/people", (HttpRequest request, CancellationToken ct) => AddPersonAsync(state, request, ct));
    }

    private static async Task<IResult> AddAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            if (!body.ContainsKey("login")) return ControlJson.Bad("login must be instagram, facebook or tiktok.");
            var number = world.Apps.Count + 1;
            var blank = new FakeApp { ClientId = $"300000000000000{number}", Secret = $"sandbox-secret-{number}", Login = LoginProduct.Instagram };
            return Keep(world, blank, body, isNew: true);
        });
    }

    private static async Task<IResult> ChangeAsync(SandboxState state, string clientId, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world => world.Apps.GetValueOrDefault(clientId) is { } current
            ? Keep(world, current, body, isNew: false)
            : ControlJson.NotFound($"There is no app '{clientId}'."));
    }

    private static IResult Keep(World world, FakeApp current, JsonObject body, bool isNew)
    {
        var (app, bad) = isNew ? ControlJson.Merge(current, body) : ControlJson.Merge(current, body, "clientId", "login");
        bad ??= app is null ? null : ProblemOf(world, app, isNew);
        if (bad is not null) return ControlJson.Bad(bad);
        world.Apps[app!.ClientId] = app;
        return isNew ? ControlJson.Created(app) : ControlJson.Ok(app);
    }

    private static string? ProblemOf(World world, FakeApp app, bool isNew)
    {
        if (app.ClientId.Length is < 1 or > 64 || !app.ClientId.All(char.IsAsciiLetterOrDigit)) return "clientId must be 1 to 64 letters and digits.";
        if (isNew && world.Apps.ContainsKey(app.ClientId)) return "The clientId is taken.";
        if (app.Secret.Length == 0) return "secret must not be empty.";
        if (app.RedirectUris.FirstOrDefault(uri => !MayBeRedirectUri(uri)) is { } wrong)
            return $"redirectUris: '{wrong}' is not an https address without fragment; http is for this machine only.";
        foreach (var role in app.Roles)
        {
            if (!world.People.ContainsKey(role) && !world.Accounts.ContainsKey(role) && !world.TikTok.Users.ContainsKey(role)) return $"roles: there is no person or account with the id '{role}'.";
        }
        if (!IsAddressOrNull(app.DeauthorizeUrl)) return "deauthorizeUrl must be an http or https address.";
        return IsAddressOrNull(app.DataDeletionUrl) ? null : "dataDeletionUrl must be an http or https address.";
    }

    private static bool MayBeRedirectUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && !text.Contains('#', StringComparison.Ordinal)
        && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));

    private static bool IsAddressOrNull(string? text) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    private static async Task<IResult> AddPersonAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var number = world.People.Count + 1;
            var (person, bad) = ControlJson.Merge(new FakePerson { Id = $"3784140000000100{number}", Name = $"Sandbox person {number}" }, body);
            if (person is null) return ControlJson.Bad(bad!);
            if (person.Id.Length is < 1 or > 20 || !person.Id.All(char.IsAsciiDigit)) return ControlJson.Bad("id must be 1 to 20 digits.");
            if (!world.People.TryAdd(person.Id, person)) return ControlJson.Bad("The id is taken.");
            return ControlJson.Created(person);
        });
    }
}
