using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Posthaste.Handover.Telegram;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Server.Handover;

/// <summary>Where Telegram brings what people do, in webhook mode. Anybody can call it, so the secret decides. Answered once what follows is committed: until then
/// Telegram brings it again.</summary>
internal static class TelegramWebhook
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private const int MaxBytes = 1_024 * 1_024;

    public static void MapTelegramWebhook(this IEndpointRouteBuilder app) =>
        app.MapPost(TelegramReader.WebhookPath, TakeAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(HttpContext http, IOptions<TelegramOptions> options, TakeUpdate takeUpdate, CancellationToken ct)
    {
        if (options.Value is not { IsSetUp: true, Mode: TelegramMode.Webhook, WebhookSecret: { } secret }) return TypedResults.NotFound();
        if (!IsSame(http.Request.Headers[SecretHeader].ToString(), secret)) return TypedResults.Unauthorized();
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: ct);
            if (TelegramUpdate.Read(body.RootElement) is not { } update) return TypedResults.BadRequest();
            await takeUpdate.RunAsync(update, ct);
            return TypedResults.Ok();
        }
        catch (JsonException)
        {
            return TypedResults.BadRequest();
        }
    }

    /// <summary>Over hashes, so that neither the length nor the first wrong character shows in the time it takes.</summary>
    private static bool IsSame(string given, string secret) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
