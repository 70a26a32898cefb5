using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Posthaste.Channels.Logins;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Connect;

/// <summary>What networks tell an app by themselves: that a person has removed it, or wants their data deleted. Anybody can call this, so the signature decides.</summary>
internal static partial class NoticesApi
{
    private const int MaxBytes = 16 * 1_024;

    public static void MapNotices(this IEndpointRouteBuilder app)
    {
        var connect = app.MapGroup("/connect").ExcludeFromDescription();
        connect.MapPost("/{login}/deauthorize", DeauthorizeAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBytes));
        connect.MapPost("/{login}/deletion", DeleteAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBytes));
        connect.MapGet("/deletion/{code}", StatusAsync);
    }

    private static async Task<IResult> DeauthorizeAsync(string login, HttpContext http, KnownLogins logins, EndGrants endGrants, ILogger<ConnectAddress> log, CancellationToken ct)
    {
        if (logins.Find(login) is { EventSignatureHeader: { } header } known)
        {
            using var reader = new StreamReader(http.Request.Body);
            if (known.ReadEvent(await reader.ReadToEndAsync(ct), http.Request.Headers[header].FirstOrDefault()) is not { } told) return Refused();
            if (told.RemovedBy is { } owner) LogDeauthorized(log, login, await endGrants.RunAsync(login, owner, ct));
            // Of other events nothing is needed, and an answer keeps them from coming again.
            return TypedResults.Ok();
        }
        if (await ReadAsync(login, http, logins, ct) is not { } person) return Refused();
        LogDeauthorized(log, login, await endGrants.RunAsync(login, person, ct));
        return TypedResults.Ok();
    }

    private static async Task<IResult> DeleteAsync(string login, HttpContext http, KnownLogins logins, DeleteGrants deleteGrants, ConnectAddress address, CancellationToken ct)
    {
        if (await ReadAsync(login, http, logins, ct) is not { } person) return Refused();
        var code = (await deleteGrants.RunAsync(login, person, ct)).Reveal();
        return TypedResults.Ok(new DeletionAnswer { Url = address.StatusOf(code), ConfirmationCode = code });
    }

    private static async Task<IResult> StatusAsync(string code, ILoginStore logins, CancellationToken ct) =>
        ConnectHtml.Deletion(code.Length <= LoginSecret.MaxLength ? await logins.FindDeletionAsync(new LoginSecret(code).Hash(), ct) : null);

    /// <returns>Whom it is about; null where nobody who knows the app's secret has signed it.</returns>
    private static async Task<string?> ReadAsync(string login, HttpContext http, KnownLogins logins, CancellationToken ct)
    {
        if (logins.Find(login) is not { } known || !http.Request.HasFormContentType) return null;
        try
        {
            var form = await http.Request.ReadFormAsync(ct);
            return known.ReadNotice(form["signed_request"].ToString());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static ApiProblem Refused() => new(StatusCodes.Status400BadRequest, "signature_wrong", "This is not a notice that the network has signed for this app.");

    [LoggerMessage(LogLevel.Information, "{Login} says that a person has removed the app; {Channels} channels must be connected again")]
    private static partial void LogDeauthorized(ILogger logger, string login, int channels);
}

/// <summary>What Meta wants to hear; the names are its own.</summary>
internal sealed record DeletionAnswer
{
    [JsonPropertyName("url")]
    public required Uri Url { get; init; }

    [JsonPropertyName("confirmation_code")]
    public required string ConfirmationCode { get; init; }
}
