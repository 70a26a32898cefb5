using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Posthaste.Media.Hosting;
using Posthaste.Server.Problems;

namespace Posthaste.Server.SignIn;

/// <summary>Refuses what another site makes a member's browser send: an unsafe request of a session must come from a page of this server, and bring a token that only
/// such a page can read. Keys need neither: no browser adds them by itself.</summary>
internal static class CsrfCheck
{
    public const string Header = "X-CSRF-Token";

    /// <summary>Where a form of the server's own pages has it.</summary>
    public const string FormField = "csrf";

    public static void UseCsrfCheck(this WebApplication app)
    {
        var own = app.Services.GetRequiredService<PublicAddress>().Url.GetLeftPart(UriPartial.Authority);
        app.Use(async (context, next) => await (await RefusalAsync(context, own) is { } refusal ? refusal.ExecuteAsync(context) : next(context)));
    }

    private static async Task<ApiProblem?> RefusalAsync(HttpContext context, string own)
    {
        var method = context.Request.Method;
        // CONNECT: over HTTP/2 that is how a browser opens a WebSocket.
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsConnect(method);
        if (reads && context.GetEndpoint()?.Metadata.GetMetadata<FromOwnPages>() is null) return null;
        var caller = Caller.OrNobody(context.User);
        var open = context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        // Signing somebody in as another one is a way in too, so the open endpoints ask where they are called from.
        if (caller is { SignedIn: null } || (caller is null && !open)) return null;

        if (!IsOwnPage(context.Request, own)) return Refused("origin_refused", "This came from a page of another site. Use the server's own pages, or an API key.");
        // A page cannot give its WebSocket a header: what the browser says of where it comes from must do.
        if (reads || caller is null || context.GetEndpoint()?.Metadata.GetMetadata<StartsSession>() is not null) return null;
        var given = context.GetEndpoint()?.Metadata.GetMetadata<TakesFormToken>() is null ? context.Request.Headers[Header].ToString() : await FieldAsync(context.Request);
        return IsToken(given, caller.CsrfToken!.Reveal()) ? null : Refused("csrf_token_wrong", $"Send the csrfToken of GET /api/v1/session in the header {Header}; on a page, load it again.");
    }

    private static async Task<string> FieldAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) return "";
        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))[FormField].ToString();
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    /// <summary>What browsers say of where a request came from, which pages cannot change. A program that says nothing is no browser.</summary>
    private static bool IsOwnPage(HttpRequest request, string own)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site) return site == "same-origin";
        var origin = request.Headers.Origin;
        return origin.Count == 0 || (origin.Count == 1 && (origin == own || origin == $"{request.Scheme}://{request.Host}"));
    }

    private static bool IsToken(string given, string expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static ApiProblem Refused(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);
}

/// <summary>Marks an endpoint that begins a session, and for which an earlier one does not count.</summary>
internal sealed class StartsSession;

/// <summary>Marks an endpoint that a form of the server's own pages is sent to: its token is a field.</summary>
internal sealed class TakesFormToken;

/// <summary>Marks an endpoint that only reads and yet is for the server's own pages alone, like a WebSocket: browsers let any site open one, cookies and all, and read it.</summary>
internal sealed class FromOwnPages;
