using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Posthaste.Notifications.Ways;

/// <summary>Tells a Discord channel through its webhook (docs/notifications.md#discord).</summary>
/// <remarks>github discord/discord-api-docs @ c98d64b, resources/webhook.mdx and topics/rate-limits.mdx, read 2026-11-21.</remarks>
internal sealed class DiscordNotifier(WebhookHttp http, DiscordMessage text) : INotifier
{
    private const int UnknownWebhook = 10015;

    public TargetKind Kind => TargetKind.Discord;

    public async Task<SendOutcome> SendAsync(Message message, CancellationToken ct) => await http.PostAsync(message, text.Of(message), [], ct) switch
    {
        HttpReply.NotReached lost => new SendOutcome.Again($"Discord: {lost.Error}"),
        HttpReply.Answered answer => Read(answer) with { Status = answer.Status, Answer = answer.Shown },
        _ => throw new UnreachableException(),
    };

    private static SendOutcome Read(HttpReply.Answered answer) => answer.Status switch
    {
        _ when answer.IsSuccess => new SendOutcome.Delivered(Spent(answer.Headers)),
        // Their body says it in parts of a second, the header in whole ones.
        429 => new SendOutcome.Wait(RetryAfter(answer.Text) ?? answer.RetryAfter ?? TimeSpan.FromSeconds(5), "Discord asked to wait: too many messages."),
        // To go on asking for one that is gone leads to a block of the whole server.
        404 => new SendOutcome.Gone(Code(answer.Text) == UnknownWebhook ? "Discord says that this webhook was deleted." : "Discord knows no webhook at this address."),
        401 => new SendOutcome.Gone("Discord does not take this webhook's token."),
        400 => new SendOutcome.Refused("Discord did not take the message as it is."),
        _ => new SendOutcome.Again(string.Create(CultureInfo.InvariantCulture, $"Discord answered with status {answer.Status}.")),
    };

    /// <returns>How long this webhook's bucket stays empty; null where it is not.</returns>
    private static TimeSpan? Spent(HttpResponseHeaders headers) =>
        Header(headers, "X-RateLimit-Remaining") is 0 && Header(headers, "X-RateLimit-Reset-After") is { } seconds ? Seconds(seconds) : null;

    private static double? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? RetryAfter(string text) =>
        Field(text, "retry_after") is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var seconds) ? Seconds(seconds) : null;

    private static TimeSpan? Seconds(double seconds) => seconds is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : null;

    private static int? Code(string text) => Field(text, "code") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var code) ? code : null;

    private static JsonElement? Field(string text, string name)
    {
        try
        {
            var root = JsonElement.Parse(text);
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
