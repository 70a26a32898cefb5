using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Posthaste.Server.Problems;
using Posthaste.Workspaces;

namespace Posthaste.Server.SignIn;

/// <summary>Signs a request in by its key: <c>X-Api-Key: ph_…</c>, or <c>Authorization: Bearer ph_…</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AuthenticateKey authenticateKey)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";

    // AddAuthentication would bring data protection with it, which writes keys into the home folder; nothing here needs any.
    public static void AddTo(IServiceCollection services)
    {
        services.AddWebEncoders();
        services.AddTransient<ApiKeyHandler>().AddTransient<SessionHandler>().AddSingleton<SessionCookie>();
        // A request with a key is the key's, whatever cookie comes with it.
        services.Configure<AuthenticationSchemeOptions>(SchemeName, scheme =>
            scheme.ForwardDefaultSelector = context => ReadKey(context.Request) is null ? SessionHandler.SchemeName : null);
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<ApiKeyHandler>(SchemeName, displayName: null);
            authentication.AddScheme<SessionHandler>(SessionHandler.SchemeName, displayName: null);
            authentication.DefaultScheme = SchemeName;
        });
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadKey(Request) is not { } key) return AuthenticateResult.NoResult();
        return await authenticateKey.RunAsync(key, Context.RequestAborted) is { } found
            ? AuthenticateResult.Success(new AuthenticationTicket(new Caller(found.WorkspaceId, found.Id, found.Name, found.Scope.Rights).ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("The key is not known, was revoked, or has expired.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemCodes.ForStatus(StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    private static string? ReadKey(HttpRequest request)
    {
        if (request.Headers[Header] is [{ Length: > 0 } key]) return key;
        return request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }
}
